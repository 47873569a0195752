package dev.weir.retrain.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The exported classifiers that lie beside the repository, where they do. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Fixture(Path dir, TokenBatch batch, float[][] logits) {
  public static final String BERT = "bert-tiny-sentiment";
  public static final String TIED = "bert-tiny-tiedln";
  public static final String DYNAMO = "bert-tiny-dynamo";
  public static final String DISTILBERT = "distilbert-tiny-spam";
  public static final String ROBERTA = "roberta-tiny-sentiment";

  public static Fixture of(String name) throws IOException {
    Path dir = Path.of("../../../shared/fixtures/hf").resolve(name).toAbsolutePath().normalize();
    Assumptions.assumeTrue(Files.isDirectory(dir), () -> dir + " is not here");
    JsonNode expected = new ObjectMapper().readTree(dir.resolve("expected.json").toFile());
    long[][] ids = new ObjectMapper().convertValue(expected.path("input_ids"), long[][].class);
    long[][] mask =
        new ObjectMapper().convertValue(expected.path("attention_mask"), long[][].class);
    float[][] logits = new ObjectMapper().convertValue(expected.path("logits"), float[][].class);
    return new Fixture(
        dir, new TokenBatch(ids.length, ids[0].length, flat(ids), flat(mask)), logits);
  }

  public Map<Feature.Sequence, TokenBatch> inputs() {
    return Map.of(Feature.Sequence.TOKENS, batch);
  }

  public ModelPackage pack() {
    return ModelPackage.read(dir);
  }

  private static long[] flat(long[][] rows) {
    return Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray();
  }

  public static void assertClose(float[][] actual, float[][] expected, float within) {
    assertThat(actual).hasSameDimensionsAs(expected);
    assertThat(farthest(actual, expected)).isLessThanOrEqualTo(within);
  }

  public static float farthest(float[][] actual, float[][] expected) {
    float farthest = 0;
    for (int row = 0; row < actual.length; row++) {
      for (int i = 0; i < actual[row].length; i++) {
        float distance = Math.abs(actual[row][i] - expected[row][i]);
        farthest = Float.isNaN(distance) ? Float.MAX_VALUE : Math.max(farthest, distance);
      }
    }
    return farthest;
  }
}

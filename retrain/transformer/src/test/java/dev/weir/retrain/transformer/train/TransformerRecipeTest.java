package dev.weir.retrain.transformer.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.Fixture;
import dev.weir.retrain.transformer.Toy;
import dev.weir.retrain.transformer.encoder.Encoder;
import dev.weir.retrain.transformer.encoder.EncoderConfig;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import dev.weir.retrain.transformer.graph.GraphRunner;
import dev.weir.retrain.transformer.weights.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class TransformerRecipeTest {
  private static final TransformerRecipe SMALL = new TransformerRecipe(2, 32, 2, 64, 48);

  @TempDir private Path dir;

  @Test
  void write_modelOfTheDefaultSize_graphGivesTheEncodersLogits() throws IOException {
    ModelPackage untrained =
        TransformerRecipe.defaults()
            .write(tokenizer(), TaskLabels.SENTIMENT, 5, dir.resolve("untrained"));
    EncoderConfig config = EncoderConfig.read(untrained.dir());
    Random random = new Random(1);
    TokenBatch batch =
        TokenBatch.of(
            List.of(
                random.longs(128, 5, config.vocabulary()).toArray(),
                random.longs(17, 5, config.vocabulary()).toArray(),
                random.longs(2, 5, config.vocabulary()).toArray()),
            config.padId());
    try (Encoder encoder = Encoder.of(config, SafeTensors.read(untrained.file(SafeTensors.FILE)));
        GraphRunner graph =
            GraphRunner.open(
                Files.readAllBytes(untrained.file("model.onnx")),
                untrained.manifest().inputs(),
                "plain")) {
      Fixture.assertClose(
          graph.run(Map.of(Feature.Sequence.TOKENS, batch), "logits"),
          encoder.logits(batch),
          1.2e-6f);
    }
    assertThat(untrained.manifest().heads().get(0).task().name()).isEqualTo("sentiment");
    assertThat(untrained.manifest().maxTokens()).isEqualTo(128);
  }

  @Test
  void run_separableTexts_areLearnedFromNothing() throws IOException {
    Snapshot snapshot = Toy.rows(TaskLabels.SPAM, 300, 60, 90);
    FineTuned trained =
        SMALL.run(
            tokenizer(),
            TaskLabels.SPAM,
            snapshot,
            FineTuneOptions.defaults().withEpochs(12).withLearningRate(2e-3f),
            new Target("from-nothing", "1", dir.resolve("package")),
            dir.resolve("untrained"),
            FineTuneListener.NONE);
    List<Example> heldOut = snapshot.dataset().in(Split.TEST);
    float[][] scores = FullFineTuningTest.engineScores(trained.pack(), heldOut);
    assertThat(FullFineTuningTest.accuracy(scores, heldOut, trained.pack())).isGreaterThan(0.9);
  }

  /** A vocabulary of the toy's words, in the standard format. */
  public static JsonNode tokenizer() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("version", "1.0");
    root.putArray("added_tokens");
    root.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .put("lowercase", true)
        .putNull("strip_accents");
    root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    ObjectNode processor = root.putObject("post_processor").put("type", "BertProcessing");
    processor.putArray("sep").add("[SEP]").add(3);
    processor.putArray("cls").add("[CLS]").add(2);
    ObjectNode model =
        root.putObject("model")
            .put("type", "WordPiece")
            .put("unk_token", "[UNK]")
            .put("continuing_subword_prefix", "##")
            .put("max_input_chars_per_word", 100);
    ObjectNode vocabulary = model.putObject("vocab");
    for (String piece : List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]")) {
      vocabulary.put(piece, vocabulary.size());
    }
    Toy.words().forEach(word -> vocabulary.put(word, vocabulary.size()));
    return root;
  }
}

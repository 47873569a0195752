package dev.weir.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageWriterTest {
  @TempDir Path dir;
  private Path trained = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void train() throws IOException {
    trained = SamplePackage.write(dir.resolve("trained"));
    target = dir.resolve("store/spam-en/3");
  }

  @Test
  void package_hasDigestsGoldenScoresAndWhatTheDraftSays() throws IOException {
    Files.writeString(trained.resolve(".scratch"), "left by an editor");
    ModelPackage written = PackageWriter.write(draft("spam"), trained, target);
    assertThat(PackageCheck.of(target).message()).isNull();
    PackageManifest manifest = written.manifest();
    assertThat(manifest)
        .isEqualTo(
            ModelPackage.read(target).manifest().with(manifest.golden(), manifest.provenance()));
    assertThat(manifest.files())
        .containsOnlyKeys("model.onnx", "config.json", "tokenizer.json", "MODEL_CARD.md");
    assertThat(manifest.golden().get(0).scores().get("spam")).hasSize(2);
    assertThat(manifest.provenance().path("seed").asInt()).isEqualTo(7);
    assertThat(manifest.metrics().path("accuracy").asDouble()).isEqualTo(0.9);
    assertThat(manifest.throughput().path("texts_per_second").asInt()).isEqualTo(100);
    assertThat(manifest.normalized()).isTrue();
    assertThat(manifest.heads().get(0).calibration().scale()).isEqualTo(0.5f);
  }

  @Test
  void package_writtenTwice_isTheSame() throws IOException {
    ModelPackage first = PackageWriter.write(draft("spam"), trained, target);
    assertThat(PackageWriter.write(draft("spam"), trained, target).identity())
        .isEqualTo(first.identity());
    assertThat(siblings()).containsExactly("3");
  }

  @Test
  void anotherPackage_ofTheSameVersion_isRefused() throws IOException {
    PackageWriter.write(draft("spam"), trained, target);
    assertThat(refusal(draft("spam").golden("Another example")).problem())
        .isEqualTo(Problem.VERSION_EXISTS);
    assertThat(siblings()).containsExactly("3");
  }

  @Test
  void whatAScorerWouldRefuse_isNotWritten() throws IOException {
    assertThat(refusal(draft("no-such-output")).problem()).isEqualTo(Problem.MISSING_OUTPUT);
    assertThat(refusal(draft("spam").variant(Variant.Precision.INT8, "model.int8.onnx", 0.02f)))
        .hasMessageContaining("lists no digest of model.int8.onnx");
    assertThat(siblings()).isEmpty();
  }

  @Test
  void anotherGraph_thatScoresOtherwise_isRefusedUnlessItsToleranceAllowsIt() throws IOException {
    byte[] graph = Files.readAllBytes(trained.resolve("model.onnx"));
    Arrays.fill(graph, graph.length / 50, graph.length / 2, (byte) 0); // half of its table
    Files.write(trained.resolve("model.int8.onnx"), graph);

    assertThat(refusal(draft("spam").variant(Variant.Precision.INT8, "model.int8.onnx", 0.001f)))
        .extracting(ModelPackageException::problem)
        .isEqualTo(Problem.GOLDEN_MISMATCH);
    assertThat(siblings()).isEmpty();

    PackageWriter.write(
        draft("spam").variant(Variant.Precision.INT8, "model.int8.onnx", 1), trained, target);
    assertThat(PackageCheck.of(target).message()).isNull();
    ScorerOptions int8 = ScorerOptions.defaults().onCpu().withPrecision(Variant.Precision.INT8);
    assertThatCode(() -> TextScorer.open(target, int8).close()).doesNotThrowAnyException();
  }

  @Test
  void draft_withoutAGoldenExample_isRefused() {
    PackageDraft draft =
        PackageDraft.text("spam-en", "3")
            .tokens(128, 0)
            .input("input_ids", Feature.TOKEN_IDS, 0)
            .task(
                new TaskSpec("spam", List.of("ham", "spam"), TaskKind.SOFTMAX),
                "spam",
                Calibration.none())
            .variant(Variant.Precision.FP32, "model.onnx", Variant.DEFAULT_TOLERANCE);
    assertThat(refusal(draft)).hasMessageContaining("needs a golden example");
  }

  @Test
  void draft_withoutTokens_isRefusedWhereTheyAreAnInput() {
    PackageDraft draft =
        PackageDraft.text("spam-en", "3").input("input_ids", Feature.TOKEN_IDS, 0).golden("a");
    assertThat(refusal(draft)).hasMessageContaining("max_tokens must be 1 or more");
  }

  private ModelPackageException refusal(PackageDraft draft) {
    return catchThrowableOfType(
        ModelPackageException.class, () -> PackageWriter.write(draft, trained, target));
  }

  private List<String> siblings() throws IOException {
    try (var found = Files.list(target.resolveSibling(""))) {
      return found.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static PackageDraft draft(String output) {
    return PackageDraft.text("spam-en", "3")
        .licence("Apache-2.0")
        .normalized()
        .tokens(128, 0)
        .input("input_ids", Feature.TOKEN_IDS, 0)
        .input("attention_mask", Feature.TOKEN_MASK, 0)
        .task(
            new TaskSpec("spam", List.of("ham", "spam"), TaskKind.SOFTMAX),
            output,
            Calibration.temperature(2))
        .variant(Variant.Precision.FP32, "model.onnx", Variant.DEFAULT_TOLERANCE)
        .golden("Win a prize now, only today")
        .provenance(JsonNodeFactory.instance.objectNode().put("seed", 7))
        .metrics(JsonNodeFactory.instance.objectNode().put("accuracy", 0.9))
        .throughput(JsonNodeFactory.instance.objectNode().put("texts_per_second", 100));
  }
}

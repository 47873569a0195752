package dev.weir.retrain.transformer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.engine.pack.Variant;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.transformer.Toy;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.train.FineTuneListener;
import dev.weir.retrain.transformer.train.FineTuneOptions;
import dev.weir.retrain.transformer.train.Target;
import dev.weir.retrain.transformer.train.TransformerRecipe;
import dev.weir.retrain.transformer.train.TransformerRecipeTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantExportTest {
  @TempDir private static Path dir;
  private static ModelPackage trained;
  private static List<String> texts;

  @BeforeAll
  static void train() throws IOException {
    var snapshot = Toy.rows(TaskLabels.SPAM, 300, 120, 20);
    texts = snapshot.dataset().in(Split.VALID).stream().map(Example::text).toList();
    trained =
        new TransformerRecipe(2, 32, 2, 64, 48)
            .run(
                TransformerRecipeTest.tokenizer(),
                List.of(TaskLabels.SPAM),
                snapshot,
                FineTuneOptions.defaults().withEpochs(12).withLearningRate(2e-3f),
                new Target("toy", "1", dir.resolve("trained")),
                dir.resolve("untrained"),
                FineTuneListener.NONE)
            .pack();
  }

  @Test
  void write_trainedModel_hasAFusedDefaultAndAGraphOfEightBits() throws IOException {
    Path target = dir.resolve("toy");
    VariantExport.Written written = VariantExport.write(trained, texts, target);

    assertThat(written.gates().fusedHolds()).isTrue();
    assertThat(written.gates().int8()).isPositive();
    assertThat(written.gates().int8Beside()).isLessThanOrEqualTo(VariantGates.MOST_ROUNDING);
    assertThat(written.gates().int8Holds()).isTrue();
    assertThat(PackageCheck.of(target).message()).isNull();
    assertThat(written.pack().manifest().variants())
        .extracting(Variant::file)
        .containsExactly("model.fused.onnx", "model.onnx", "model.int8.onnx");
    float[] fused = first(target, Variant.Precision.FP32);
    assertThat(first(trained.dir(), Variant.Precision.FP32)).containsExactly(fused, within(1e-5f));
    assertThat(first(target, Variant.Precision.INT8)).containsExactly(fused, within(0.015f));
  }

  @Test
  void write_modelOfSeveralTasks_hasThemAllInTheFusedGraph() throws IOException {
    var snapshot = Toy.ofTasks(TaskLabels.WEIR, 200, 60, 20);
    ModelPackage several =
        new TransformerRecipe(2, 32, 2, 64, 48)
            .run(
                TransformerRecipeTest.tokenizer(),
                TaskLabels.WEIR,
                snapshot,
                FineTuneOptions.defaults().withEpochs(8).withLearningRate(2e-3f),
                new Target("several", "1", dir.resolve("several-trained")),
                dir.resolve("several-untrained"),
                FineTuneListener.NONE)
            .pack();
    Path target = dir.resolve("several");
    VariantExport.Written written = VariantExport.write(several, texts, target);

    assertThat(written.gates().fusedHolds()).isTrue();
    assertThat(written.pack().manifest().variants()).hasSize(written.gates().int8Holds() ? 3 : 2);
    assertThat(PackageCheck.of(target).message()).isNull();
    assertThat(written.pack().manifest().heads()).isEqualTo(several.manifest().heads()).hasSize(3);
    float[][] plain = all(several.dir(), Variant.Precision.FP32);
    float[][] fused = all(target, Variant.Precision.FP32);
    for (int task = 0; task < 3; task++) {
      assertThat(plain[task]).containsExactly(fused[task], within(1e-5f));
    }
  }

  @Test
  void worse_twoTasks_takesEachLargerFigure() {
    VariantGates one = new VariantGates(20, 1e-6, 2e-6, 0.001, 1e-7, 0.01);
    VariantGates other = new VariantGates(20, 2e-6, 1e-6, 0.002, 1e-8, 0);
    assertThat(one.worse(other)).isEqualTo(new VariantGates(20, 2e-6, 2e-6, 0.002, 1e-7, 0.01));
    assertThat(one.worse(other).int8Holds()).isFalse();
  }

  @Test
  void verify_anotherModelsGraphOfEightBits_isRefused() throws IOException {
    Path target = dir.resolve("damaged");
    VariantExport.write(trained, texts, target);
    Path int8 = target.resolve("model.int8.onnx");
    byte[] bytes = Files.readAllBytes(int8);
    bytes[bytes.length / 2] ^= 1;
    Files.write(int8, bytes);

    assertThat(PackageCheck.of(target).message()).contains("model.int8.onnx");
  }

  @Test
  void write_fewTexts_isRefused() {
    assertThatThrownBy(() -> VariantExport.write(trained, texts.subList(0, 9), dir.resolve("few")))
        .isInstanceOf(FineTuneException.class)
        .hasMessageContaining("texts for the gates");
    assertThat(dir.resolve("few")).doesNotExist();
  }

  private static float[] first(Path pack, Variant.Precision precision) {
    return all(pack, precision)[0];
  }

  /** Scores of the first text, by task. */
  private static float[][] all(Path pack, Variant.Precision precision) {
    ScorerOptions options = ScorerOptions.defaults().onCpu().withPrecision(precision);
    try (TextScorer scorer = TextScorer.open(pack, options)) {
      return ((Scored) scorer.score(texts.subList(0, 1)).get(0)).probabilities();
    }
  }

  private static org.assertj.core.data.Offset<Float> within(float distance) {
    return org.assertj.core.data.Offset.offset(distance);
  }
}

package dev.weir.retrain.text.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.retrain.text.TinyData;
import dev.weir.retrain.text.data.TrainingData;
import dev.weir.retrain.text.data.TrainingText;
import dev.weir.retrain.text.train.Progress;
import dev.weir.retrain.text.train.TrainedText;
import dev.weir.retrain.text.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextPackageTest {
  @TempDir static Path dir;
  private static TrainedText trained;

  @BeforeAll
  static void train() throws IOException {
    trained =
        TrainingRun.run(
            TrainingData.of(TinyData.of(300)), "s", TinyData.recipe(3), dir, Progress.NONE);
  }

  @Test
  void graphs_againstTheNetwork_onlyRound() throws IOException {
    TextPackage.Gates gates = TextPackage.check(trained, dir);

    assertThat(gates.plain().texts()).isGreaterThan(50);
    assertThat(gates.plain().largest()).isLessThan(Parity.ROUNDING);
    assertThat(gates.shipped().flips()).isLessThan(Parity.MOST_FLIPS);
    assertThat(gates.shipped().largest()).isPositive(); // it does have fewer bits
  }

  @Test
  void gates_anotherNetwork_areClosed() {
    Parity wrong = Parity.of(new float[][][] {{{0.9f, 0.1f}}}, new float[][][] {{{0.4f, 0.6f}}});

    assertThatThrownBy(() -> wrong.requireRounding("plain"))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("nothing was written");
    assertThatThrownBy(() -> wrong.requireFewFlips("folded")).isInstanceOf(ParityException.class);
  }

  @Test
  void scores_anyBatchAroundThem_areTheSame() throws IOException {
    Path target = TextPackage.writeDraft(trained, dir.resolve("batch"));
    List<String> texts = trained.data().valid().stream().map(TrainingText::text).limit(40).toList();
    List<String> longer = new ArrayList<>(texts);
    longer.add("kettle lamp bicycle ".repeat(30));
    longer.add("");
    longer.add("?");
    try (TextScorer scorer = TextScorer.open(target, ScorerOptions.defaults())) {
      List<ScoreOutcome> together = scorer.score(longer);
      for (int i = 0; i < texts.size(); i++) {
        ScoreOutcome alone = scorer.score(List.of(texts.get(i))).get(0);
        float[][] expected = ((Scored) alone).probabilities();
        float[][] actual = ((Scored) together.get(i)).probabilities();
        for (int task = 0; task < expected.length; task++) {
          for (int k = 0; k < expected[task].length; k++) {
            assertThat(Math.abs(actual[task][k] - expected[task][k])).isLessThan(1e-6f);
          }
        }
      }
    }
  }

  @Test
  void package_written_isSound() throws IOException {
    JsonNodeFactory json = JsonNodeFactory.instance;
    Path target = dir.resolve("tiny").resolve("1");
    TextPackage.write(
        trained,
        new TextPackage.Words(
            "tiny", "1", "Apache-2.0", "# tiny\n", json.objectNode(), json.objectNode()),
        TinyData.of(300),
        dir,
        target);

    PackageCheck check = PackageCheck.of(target);
    assertThat(check.message()).isNull();
    assertThat(check.pack().manifest().golden()).isNotEmpty();
    assertThat(check.pack().manifest().files()).containsKey("reference.json");
    assertThat(target.resolve("MODEL_CARD.md")).hasContent("# tiny");
    assertThat(dir.resolve("package")).doesNotExist();
  }
}

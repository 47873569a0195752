package dev.weir.retrain.evaluate.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.Datasets;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.TaskResult;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the untrained sample: what it says means nothing, but it must be measured rightly. */
class TextEvaluationTest {
  private static final TextEvaluation.Options OPTIONS =
      new TextEvaluation.Options(null, false, 17, Bootstrap.DEFAULT);

  @TempDir static Path models;
  @TempDir Path folder;
  private static TextScorer scorer;

  @BeforeAll
  static void open() throws IOException {
    scorer = TextScorer.open(SamplePackage.write(models.resolve("m")), ScorerOptions.defaults());
  }

  @AfterAll
  static void close() {
    scorer.close();
  }

  @Test
  void everyTaskOfTheData_isMeasuredOverItsOwnRows() throws IOException {
    StringBuilder csv = new StringBuilder("text,spam,abuse,language\n");
    for (int i = 0; i < 24; i++) {
      csv.append("call number ").append(Integer.toString(i, 36)).append(" now,");
      csv.append(i < 16 ? (i % 2 == 0 ? "spam" : "ham") : "").append(',');
      csv.append(i >= 8 ? (i % 2 == 0 ? "clean" : "abusive") : "")
          .append(i < 4 ? ",zh\n" : ",en\n");
    }
    List<Long> progress = new ArrayList<>();
    Evaluation evaluation =
        TextEvaluation.run(scorer, load(csv.toString()), "test", OPTIONS, progress::add);
    assertThat(evaluation.results())
        .extracting(r -> r.task().task())
        .containsExactly("spam", "abuse");
    assertThat(evaluation.results()).extracting(TaskResult::n).containsExactly(16L, 16L);
    assertThat(evaluation.results().get(0).slices().get("language").get("zh").n()).isEqualTo(4);
    assertThat(evaluation.results().get(0).slices())
        .containsOnlyKeys("language", "length", "source");
    assertThat(progress).containsExactly(24L);
    assertThat(evaluation.model().name()).isEqualTo("weir-sample");
    assertThat(evaluation.dataHash()).hasSize(64);
    assertThat(evaluation.rowsPerSecond()).isPositive();
  }

  @Test
  void accuracy_isTheShareOfTextsThatTheEngineCallsRight() throws IOException {
    StringBuilder csv = new StringBuilder("text,label\n");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add("free prize " + Integer.toString(i * 37, 36));
      csv.append(texts.get(i)).append(i % 2 == 0 ? ",spam\n" : ",ham\n");
    }
    int spamTask = scorer.tasks().stream().map(task -> task.name()).toList().indexOf("spam");
    long right = 0;
    for (int i = 0; i < texts.size(); i++) {
      var scored = (Scored) scorer.score(List.of(texts.get(i))).get(0);
      float[] p = scored.probabilities()[spamTask];
      right += (p[1] > p[0]) == (i % 2 == 0) ? 1 : 0;
    }
    Evaluation evaluation =
        TextEvaluation.run(scorer, load(csv.toString()), "test", OPTIONS, done -> {});
    assertThat(evaluation.results().get(0).metrics()).containsEntry("accuracy", right / 40.0);
  }

  @Test
  void textsThatTheEngineRejects_areCountedApart() throws IOException {
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < 12; i++) {
      csv.append(i == 3 ? "\u200b" : "text " + i).append(i % 2 == 0 ? ",spam\n" : ",ham\n");
    }
    Evaluation evaluation =
        TextEvaluation.run(scorer, load(csv.toString()), "test", OPTIONS, done -> {});
    assertThat(evaluation.rejected()).isEqualTo(Map.of("text-empty", 1L));
    assertThat(evaluation.results().get(0).n()).isEqualTo(11);
  }

  @Test
  void disguises_areMeasuredOnTheTextsThatTheyChange() throws IOException {
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < 20; i++) {
      csv.append(i % 2 == 0 ? "cheap watches for everybody" : "see you at the station")
          .append(i % 2 == 0 ? ",spam\n" : ",ham\n");
    }
    csv.append("0800,spam\n");
    Evaluation evaluation =
        TextEvaluation.run(
            scorer,
            load(csv.toString()),
            "test",
            new TextEvaluation.Options("spam", true, 17, Bootstrap.DEFAULT),
            done -> {});
    assertThat(evaluation.obfuscated()).hasSize(1);
    assertThat(evaluation.obfuscated().get(0).kinds())
        .extracting(kind -> kind.name() + " " + kind.n())
        .containsExactly("homoglyph 10", "zero_width 10", "leet 10", "spaced 10");
    assertThat(evaluation.obfuscated().get(0).all().n()).isEqualTo(40);
  }

  @Test
  void tooFewRowsAndUnknownTask_areNamed() throws IOException {
    Dataset few = load("text,label\na,ham\nb,spam\n");
    assertThatThrownBy(() -> TextEvaluation.run(scorer, few, "test", OPTIONS, done -> {}))
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll("2 rows", "at least 10 are needed", "add 8");
    assertThatThrownBy(
            () ->
                TextEvaluation.run(
                    scorer,
                    few,
                    "test",
                    new TextEvaluation.Options("abuse", false, 17, Bootstrap.DEFAULT),
                    done -> {}))
        .hasMessageContainingAll("no labels of task abuse", "it has spam");
  }

  private Dataset load(String csv) throws IOException {
    Files.writeString(folder.resolve("test.csv"), csv);
    return Datasets.load(List.of(folder), LoadOptions.defaults().only(Set.of(Split.TEST)));
  }
}

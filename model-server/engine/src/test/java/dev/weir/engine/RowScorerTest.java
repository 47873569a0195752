package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.batch.BatchLimits;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.engine.swap.ModelPool;
import dev.weir.engine.swap.ModelSlot;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowScorerTest {
  private static final List<String> AMOUNT_HOUR = List.of("amount", "hour");

  @TempDir Path dir;

  @Test
  void rows_ofATree_getItsProbabilities_missingValuesIncluded() throws IOException {
    Path pack = TestTables.tree(dir.resolve("p/1"), Calibration.none());
    try (RowScorer scorer = RowScorer.open(pack, ScorerOptions.defaults())) {
      assertThat(scorer.columns().names()).isEqualTo(AMOUNT_HOUR);
      assertThat(scorer.model()).isEqualTo(ModelPackage.read(pack).identity());
      assertThat(scorer.tasks().get(0).labels()).isEqualTo(TestTables.LABELS);
      List<ScoreOutcome> outcomes =
          scorer.score(rows(row(9, 1), row(10, 1), row(Float.NaN, 1), row(11, Float.NaN)));
      assertThat(outcomes).extracting(RowScorerTest::fraud).containsExactly(0.2f, 0.9f, 0.2f, 0.9f);
      assertThat(((Scored) outcomes.get(0)).probabilities()[0][0]).isEqualTo(0.8f, within(1e-6f));
    }
  }

  @Test
  void isotonicCalibration_movesTheTreesProbabilities() throws IOException {
    Calibration curve =
        Calibration.isotonic(new float[] {0.1f, 0.3f, 0.8f}, new float[] {0, 0.5f, 0.6f});
    Path pack = TestTables.tree(dir.resolve("p/1"), curve);
    assertThat(PackageCheck.of(pack).message()).isNull();
    assertThat(ModelPackage.read(pack).manifest().heads().get(0).calibration()).isEqualTo(curve);
    try (RowScorer scorer = RowScorer.open(pack, ScorerOptions.defaults())) {
      List<ScoreOutcome> outcomes = scorer.score(rows(row(9, 1), row(10, 1)));
      assertThat(fraud(outcomes.get(0))).isEqualTo(0.25f, within(1e-6f));
      assertThat(fraud(outcomes.get(1))).isEqualTo(0.6f, within(1e-6f));
    }
  }

  @Test
  void scores_areTheSameWhateverTheRowsAround() throws IOException {
    Path pack = TestTables.linear(dir.resolve("p/1"), AMOUNT_HOUR, 0.3f, -0.2f);
    Random random = new Random(5);
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      rows.add(row(random.nextFloat(), random.nextFloat()));
    }
    try (RowScorer scorer = RowScorer.open(pack, ScorerOptions.defaults().withMaxTableRows(7))) {
      List<ScoreOutcome> together = scorer.score(rows);
      for (int i = 0; i < rows.size(); i++) {
        float[] row = rows.get(i);
        double expected = 1 / (1 + Math.exp(-(0.3 * row[0] - 0.2 * row[1])));
        assertThat(fraud(together.get(i))).isEqualTo((float) expected, within(1e-5f));
      }
    }
  }

  @Test
  void rows_ofTheCallersColumns_areReadByName() throws IOException {
    Path pack = TestTables.linear(dir.resolve("p/1"), AMOUNT_HOUR, 1, 0);
    Columns columns = Columns.of(List.of("hour", "card", "amount"));
    try (RowScorer scorer =
        RowScorer.open(pack, columns, ScorerOptions.defaults(), EngineServices.defaults())) {
      assertThat(scorer.columns()).isEqualTo(columns);
      List<ScoreOutcome> outcomes =
          scorer.score(rows(new float[] {50, Float.NaN, 0}, new float[] {0, Float.NaN, 50}));
      assertThat(outcomes).extracting(RowScorerTest::fraud).containsExactly(0.5f, 1f);
    }
  }

  @Test
  void badRow_isRejectedAlone() throws IOException {
    Path pack = TestTables.linear(dir.resolve("p/1"), AMOUNT_HOUR, 1, 1);
    try (RowScorer scorer = RowScorer.open(pack, ScorerOptions.defaults())) {
      List<ScoreOutcome> outcomes =
          scorer.score(
              rows(
                  row(0, 0),
                  row(Float.NaN, 0),
                  row(0, Float.NEGATIVE_INFINITY),
                  new float[] {1},
                  null,
                  row(Float.MAX_VALUE, Float.MAX_VALUE),
                  row(0, 0)));
      assertThat(outcomes.subList(1, 6))
          .extracting(outcome -> ((Rejected) outcome).code())
          .containsExactly(
              "value-missing", "value-infinite", "row-width", "row-missing", "scores-not-finite");
      assertThat(((Rejected) outcomes.get(1)).message()).contains("column 'amount'");
      assertThat(((Rejected) outcomes.get(2)).stage()).isEqualTo("features");
      assertThat(List.of(fraud(outcomes.get(0)), fraud(outcomes.get(6)))).containsOnly(0.5f);
    }
  }

  @Test
  void swap_toOtherColumnOrder_readsTheSameRows() throws IOException {
    Path first = TestTables.linear(dir.resolve("p/1"), AMOUNT_HOUR, 50, 0);
    Path second = TestTables.linear(dir.resolve("p/2"), List.of("hour", "amount"), 50, 0);
    try (ModelSlot slot = slot(first);
        RowScorer scorer =
            RowScorer.on(slot, ScorerOptions.defaults(), EngineServices.defaults())) {
      List<float[]> rows = rows(row(1, 0));
      assertThat(fraud(scorer.score(rows).get(0))).isEqualTo(1f);
      slot.swap(second);
      assertThat(fraud(scorer.score(rows).get(0))).isEqualTo(0.5f);
      assertThat(scorer.model().version()).isEqualTo("2");
      assertThat(scorer.columns().names()).isEqualTo(AMOUNT_HOUR);
    }
  }

  @Test
  void swap_toAModelOfColumnsThatRowsLack_isRefused_andTheOldOneGoesOn() throws IOException {
    Path first = TestTables.linear(dir.resolve("p/1"), AMOUNT_HOUR, 1, 0);
    Path second = TestTables.linear(dir.resolve("p/2"), List.of("amount", "hours"), 1, 0);
    try (ModelSlot slot = slot(first)) {
      ModelPackageException refusal =
          catchThrowableOfType(ModelPackageException.class, () -> slot.swap(second));
      assertThat(refusal.problem()).isEqualTo(Problem.COLUMN_MISMATCH);
      assertThat(refusal).hasMessageContaining("'hours'").hasMessageContaining("'hour'?");
      assertThat(slot.model().version()).isEqualTo("1");
    }
  }

  @Test
  void textsAndRows_doNotMix() throws IOException {
    Path table = TestTables.linear(dir.resolve("p/1"), AMOUNT_HOUR, 1, 0);
    Path text = SamplePackage.write(dir.resolve("text"));
    assertWrongKind(() -> TextScorer.open(table, ScorerOptions.defaults()));
    assertWrongKind(
        () ->
            SharedScorer.open(
                table,
                ScorerOptions.defaults(),
                BatchLimits.defaults(),
                SharedScorer.WhenFull.REJECT,
                EngineServices.defaults()));
    assertWrongKind(() -> RowScorer.open(text, ScorerOptions.defaults()));
    try (ModelSlot slot = slot(text)) {
      assertWrongKind(() -> slot.swap(table));
    }
    try (ModelSlot slot = slot(table)) {
      assertWrongKind(() -> slot.swap(text));
    }
  }

  @Test
  void score_afterClose_saysSo() throws IOException {
    RowScorer closed =
        RowScorer.open(
            TestTables.linear(dir.resolve("p/1"), AMOUNT_HOUR, 1, 0), ScorerOptions.defaults());
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.score(rows(row(1, 1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("p@1 is closed");
  }

  @Test
  void goldenRow_withOtherScores_isRefused() throws IOException {
    Path pack = TestTables.tree(dir.resolve("p/1"), Calibration.none());
    Path manifest = pack.resolve("weir.json");
    String before = Files.readString(manifest);
    assertThat(before).contains("\"amount\" : null");
    Files.writeString(manifest, before.replaceFirst("0\\.2\\b", "0.3"));
    assertThat(PackageCheck.of(pack).problem()).isEqualTo(Problem.GOLDEN_MISMATCH);
  }

  private static void assertWrongKind(org.assertj.core.api.ThrowableAssert.ThrowingCallable open) {
    assertThat(catchThrowableOfType(ModelPackageException.class, open).problem())
        .isEqualTo(Problem.WRONG_RECORD_KIND);
  }

  private static ModelSlot slot(Path pack) {
    return ModelSlot.open(
        pack, ScorerOptions.defaults(), ModelPool.process(), EngineEvents.unmeasured());
  }

  private static float fraud(ScoreOutcome outcome) {
    return ((Scored) outcome).probabilities()[0][1];
  }

  private static float[] row(float amount, float hour) {
    return new float[] {amount, hour};
  }

  private static List<float[]> rows(float[]... rows) {
    return Arrays.asList(rows);
  }
}

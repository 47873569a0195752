package dev.weir.scoring;

import dev.weir.engine.Columns;
import dev.weir.engine.ModelIdentity;
import dev.weir.engine.RowScorer;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.verdict.FraudReasons;
import dev.weir.scoring.verdict.FraudVerdicts;
import java.util.Arrays;
import java.util.List;

/** A fraud model whose risk is a hundredth of the amount; rejects infinite amounts. */
final class FakeRowScorer implements RowScorer {

  private final ModelIdentity identity;

  FakeRowScorer(String name) {
    identity = new ModelIdentity(name, "1.0.0", "digest-" + name);
  }

  /** The scorer with what goes with it. */
  FraudModel asModel() {
    return new FraudModel(this, new FraudVerdicts(model(), tasks()), new FraudReasons(null), 1);
  }

  @Override
  public ModelIdentity model() {
    return identity;
  }

  @Override
  public List<TaskSpec> tasks() {
    return List.of(new TaskSpec("fraud", List.of("genuine", "fraud"), TaskKind.PROBABILITY));
  }

  @Override
  public Columns columns() {
    return Columns.of(Arrays.stream(FraudFeature.values()).map(FraudFeature::column).toList());
  }

  @Override
  public List<ScoreOutcome> score(List<float[]> rows) {
    return rows.stream().map(FakeRowScorer::score).toList();
  }

  private static ScoreOutcome score(float[] row) {
    float amount = row[FraudFeature.AMOUNT.index()];
    if (Float.isInfinite(amount)) {
      return new ScoreOutcome.Rejected("features", "value-infinite", "column 'amount' is infinite");
    }
    float risk = Math.max(0, Math.min(1, amount / 100));
    return new ScoreOutcome.Scored(new float[][] {{1 - risk, risk}}, 0);
  }

  @Override
  public void close() {}
}

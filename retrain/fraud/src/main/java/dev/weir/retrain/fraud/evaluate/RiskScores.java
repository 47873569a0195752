package dev.weir.retrain.fraud.evaluate;

import dev.weir.engine.EngineServices;
import dev.weir.engine.RowScorer;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.retrain.fraud.data.PaymentRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A package's calibrated risks of payments, by the engine that serves it. Closing frees it. */
public final class RiskScores implements AutoCloseable {
  private static final int CHUNK = 1_024;

  private final RowScorer scorer;

  private RiskScores(RowScorer scorer) {
    this.scorer = scorer;
  }

  public static RiskScores open(Path packageDir) {
    return new RiskScores(
        RowScorer.open(
            packageDir,
            FraudEvaluation.columns(),
            ScorerOptions.defaults().withUnsigned(),
            EngineServices.defaults()));
  }

  /** The risk of each of some rows; NaN where the model refuses one. */
  public double[] of(PaymentRows rows, int[] part) {
    double[] risks = new double[part.length];
    for (int at = 0; at < part.length; at += CHUNK) {
      int[] chunk = Arrays.copyOfRange(part, at, Math.min(part.length, at + CHUNK));
      List<ScoreOutcome> outcomes = scorer.score(FraudEvaluation.values(rows, chunk));
      for (int i = 0; i < chunk.length; i++) {
        risks[at + i] =
            outcomes.get(i) instanceof Scored scored ? scored.probabilities()[0][1] : Double.NaN;
      }
    }
    return risks;
  }

  @Override
  public void close() {
    scorer.close();
  }
}

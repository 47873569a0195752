package dev.weir.retrain.fraud.evaluate;

import dev.weir.engine.EngineServices;
import dev.weir.engine.RowScorer;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.pack.Variant;
import dev.weir.retrain.fraud.data.PaymentRows;
import java.nio.file.Path;
import java.util.List;

/** The gate between training and package: the graph must say what was trained. Stateless. */
public final class GraphParity {
  private static final int ROWS = 4_096;
  private static final int CHUNK = 1_024;

  private GraphParity() {}

  /**
   * Scores rows with a package that has no calibration.
   *
   * @param valid rows
   * @param risks of the rows, as training has them
   * @return the largest difference
   * @throws IllegalStateException if it is more than rounding
   */
  public static double require(Path packageDir, PaymentRows rows, int[] valid, float[] risks) {
    double largest = 0;
    int stride = Math.max(1, valid.length / ROWS);
    try (RowScorer scorer =
        RowScorer.open(
            packageDir,
            FraudEvaluation.columns(),
            ScorerOptions.defaults().withUnsigned(),
            EngineServices.defaults())) {
      for (int from = 0; from < valid.length; from += stride * CHUNK) {
        int count = Math.min(CHUNK, (valid.length - from + stride - 1) / stride);
        int[] chunk = new int[count];
        for (int i = 0; i < count; i++) {
          chunk[i] = valid[from + i * stride];
        }
        List<ScoreOutcome> outcomes = scorer.score(FraudEvaluation.values(rows, chunk));
        for (int i = 0; i < count; i++) {
          double served =
              outcomes.get(i) instanceof Scored scored
                  ? scored.probabilities()[0][1]
                  : Double.POSITIVE_INFINITY;
          double difference = Math.abs(served - risks[from + i * stride]);
          largest = difference <= largest ? largest : difference; // NaN is large
        }
      }
    }
    if (!(largest <= Variant.DEFAULT_TOLERANCE)) {
      throw new IllegalStateException(
          "the graph's probability differs by %.2g from the trained model's, at most %.0g is rounding; a defect of the export: nothing was written, please report it"
              .formatted(largest, Variant.DEFAULT_TOLERANCE));
    }
    return largest;
  }
}

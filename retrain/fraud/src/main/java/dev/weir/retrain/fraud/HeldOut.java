package dev.weir.retrain.fraud;

import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.evaluate.FraudEvaluation;
import dev.weir.retrain.fraud.evaluate.RiskScores;
import dev.weir.scoring.drift.DriftReference;
import dev.weir.scoring.drift.DriftReference.Answer;
import dev.weir.scoring.drift.DriftReference.PaymentRow;
import dev.weir.scoring.drift.DriftReferenceJson;
import dev.weir.scoring.fraud.FraudFeature;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * What payments are like that nothing was learned from. Immutable by agreement.
 *
 * @param rows payments
 * @param part those of them that nothing was learned from
 * @param weight how many payments a row stands for
 * @param seed of what is drawn where there are many
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
record HeldOut(PaymentRows rows, int[] part, IntUnaryOperator weight, long seed) {
  private static final int MOST = 20_000;
  private static final int FRAUD = FraudEvaluation.TASK.labels().indexOf("fraud");

  /** The reference of drift of a package: features of these payments, and its scores on them. */
  Map<String, byte[]> reference(Path draft) {
    int[] drawn = evenly();
    double[] risks;
    try (RiskScores scores = RiskScores.open(draft)) {
      risks = scores.of(rows, drawn);
    }
    DriftReference reference =
        DriftReference.ofPayments(
            () ->
                IntStream.range(0, drawn.length)
                    .filter(i -> !Double.isNaN(risks[i]))
                    .mapToObj(
                        i ->
                            new PaymentRow(
                                features(drawn[i]),
                                new Answer(
                                    new double[] {1 - risks[i], risks[i]},
                                    rows.isFraud(drawn[i]) ? FRAUD : 1 - FRAUD)))
                    .iterator());
    return Map.of(DriftReference.FILE, DriftReferenceJson.write(reference));
  }

  /** Rows drawn so that each payment, also one that a row stands for, has the same chance. */
  private int[] evenly() {
    double most = IntStream.of(part).map(weight).max().orElse(1);
    double all = IntStream.of(part).map(weight).asLongStream().sum() / most;
    double share = Math.min(1, MOST / all) / most;
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.of(part)
        .filter(row -> random.nextDouble() < weight.applyAsInt(row) * share)
        .toArray();
  }

  /** All features of a row by name; null is a missing one. */
  private Map<String, Float> features(int row) {
    Map<String, Float> values = new TreeMap<>();
    Arrays.stream(FraudFeature.values())
        .forEach(
            feature -> {
              float value = rows.value(row, feature);
              values.put(feature.column(), Float.isNaN(value) ? null : Float.valueOf(value));
            });
    return values;
  }
}

package dev.weir.retrain.fraud;

import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.evaluate.RiskScores;
import dev.weir.scoring.drift.DriftReference;
import dev.weir.scoring.drift.DriftReference.Answer;
import dev.weir.scoring.drift.DriftReference.PaymentRow;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What payments are like that nothing was learned from. Stateless. */
final class HeldOut {
  private static final int MOST = 20_000;

  private HeldOut() {}

  /** The reference of drift of a package: features of held-out payments, and its scores on them. */
  static DriftReference reference(WarmStart.Order order, Path draft) {
    int[] part = evenly(order);
    double[] risks;
    try (RiskScores scores = RiskScores.open(draft)) {
      risks = scores.of(order.rows(), part);
    }
    PaymentRows rows = order.rows();
    return DriftReference.ofPayments(
        () ->
            IntStream.range(0, part.length)
                .filter(i -> !Double.isNaN(risks[i]))
                .mapToObj(
                    i ->
                        new PaymentRow(
                            WarmStart.features(rows, part[i]),
                            new Answer(
                                new double[] {1 - risks[i], risks[i]},
                                rows.isFraud(part[i]) ? WarmStart.fraud() : 1 - WarmStart.fraud())))
                .iterator());
  }

  /** Rows drawn so that each payment, also one that a row stands for, has the same chance. */
  private static int[] evenly(WarmStart.Order order) {
    int[] held = order.held();
    double most = IntStream.of(held).map(order.weight()).max().orElse(1);
    double drawn = IntStream.of(held).map(order.weight()).asLongStream().sum() / most;
    double share = Math.min(1, MOST / drawn) / most;
    SplittableRandom random = new SplittableRandom(order.seed());
    return IntStream.of(held)
        .filter(row -> random.nextDouble() < order.weight().applyAsInt(row) * share)
        .toArray();
  }
}

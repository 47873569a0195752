package dev.weir.retrain.feedback;

import dev.weir.schemas.Labeler;
import dev.weir.scoring.feedback.Trust;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a labeller was far worse than its kind: an account that was taken over, or a
 * person who changed their mind about the job. Immutable.
 *
 * <p>Found as the segment of its compared labels with the largest sum of log likelihood ratios
 * between a labeller who is mostly wrong and one as good as its kind, the statistic of Page's CUSUM
 * (Continuous inspection schemes, 1954); it counts if the trust learned of the segment alone lies
 * below the floor.
 *
 * @param after the last label that still was right, exclusive; {@link Instant#MIN} if there is none
 * @param before the first that was right again, exclusive; {@link Instant#MAX} if there is none
 * @param trust learned of its labels in between
 */
record BadSpell(Instant after, Instant before, TrustEstimate trust) {

  /** How often somebody is right who is mostly wrong. */
  private static final double MOSTLY_WRONG = 0.3;

  /** One of a labeller's labels, and the probability that it was right. */
  record Compared(Instant at, double right) {}

  /** The worst time of a labeller; null if none was bad. */
  static @Nullable BadSpell of(Labeler labeler, List<Compared> labels, GuardSettings settings) {
    double usual = Trust.prior(labeler.getKind());
    double whenWrong = Math.log((1 - MOSTLY_WRONG) / (1 - usual));
    double whenRight = Math.log(MOSTLY_WRONG / usual);
    List<Compared> inOrder =
        labels.stream()
            .sorted(Comparator.comparing(Compared::at).thenComparingDouble(Compared::right))
            .toList();
    double most = 0;
    double sum = 0;
    int first = 0;
    int from = 0;
    int to = 0;
    for (int i = 0; i < inOrder.size(); i++) {
      double right = inOrder.get(i).right();
      sum += right * whenRight + (1 - right) * whenWrong;
      if (sum <= 0) {
        sum = 0;
        first = i + 1;
      } else if (sum > most) {
        most = sum;
        from = first;
        to = i + 1;
      }
    }
    if (to - from < settings.leastCompared()) {
      return null;
    }
    double right = inOrder.subList(from, to).stream().mapToDouble(Compared::right).sum();
    double prior = settings.trust().priorItems();
    TrustEstimate trust =
        new TrustEstimate(
            usual * prior + right, (1 - usual) * prior + (to - from - right), to - from, 0);
    return trust.high() >= settings.floor()
        ? null
        : new BadSpell(
            from == 0 ? Instant.MIN : inOrder.get(from - 1).at(),
            to == inOrder.size() ? Instant.MAX : inOrder.get(to).at(),
            trust);
  }

  /** Whether a label was given in it. */
  boolean holds(Instant at) {
    return at.isAfter(after) && at.isBefore(before);
  }
}

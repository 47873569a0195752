package dev.weir.retrain.release.monitor;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model's figures lie within the bands of a policy. Pure: each method answers why they do
 * not, or null. What lies outside by chance alone does not count: differences of shares are looked
 * at with a one-sided normal bound of 95 %.
 */
final class Bands {

  /** 95 % quantile of the standard normal distribution. */
  private static final double Z = 1.645;

  private final ReleasePolicy.Bands bands;

  Bands(ReleasePolicy.Bands bands) {
    this.bands = bands;
  }

  @Nullable String agreement(Tally.Slot model, Tally.Slot before) {
    ReleasePolicy.Agreement band = bands.agreement();
    if (Math.min(model.labels, before.labels) < band.labels()) {
      return null;
    }
    double now = (double) model.agreed / model.labels;
    double then = (double) before.agreed / before.labels;
    double error = Math.sqrt(variance(now, model.labels) + variance(then, before.labels));
    return then - now - Z * error > band.mostLoss()
        ? text(
            "agreement with fresh labels %.1f %% of %d, the model before %.1f %% of %d; may be"
                + " lower by %.1f",
            100 * now, model.labels, 100 * then, before.labels, 100 * band.mostLoss())
        : null;
  }

  /** Whether fresh labels agree with it more often than with the model before, beyond chance. */
  boolean agreesBetter(Tally.Slot model, Tally.Slot before) {
    if (Math.min(model.labels, before.labels) < bands.agreement().labels()) {
      return false;
    }
    double now = (double) model.agreed / model.labels;
    double then = (double) before.agreed / before.labels;
    return now - then > Z * Math.sqrt(variance(now, model.labels) + variance(then, before.labels));
  }

  @Nullable String actions(Tally.Slot model, Tally.Slot before) {
    ReleasePolicy.Actions band = bands.actions();
    if (Math.min(model.records, before.records) < band.records()) {
      return null;
    }
    // half a record more and less, so that none of few is not taken for never
    double now = (model.acted + 0.5) / (model.records + 1);
    double then = (before.acted + 0.5) / (before.records + 1);
    double most = band.mostRatio();
    double least = band.leastRatio();
    double a = variance(now, model.records);
    double b = variance(then, before.records);
    boolean over = now - most * then > Z * Math.sqrt(a + most * most * b);
    boolean under = least * then - now > Z * Math.sqrt(a + least * least * b);
    return over || under
        ? text(
            "acted on %.1f %% of %d records, the model before on %.1f %% of %d; may be %.2f to %.2f"
                + " times as many",
            100.0 * model.acted / model.records,
            model.records,
            100.0 * before.acted / before.records,
            before.records,
            least,
            most)
        : null;
  }

  @Nullable String scoreDrift(Tally.Slot model, Tally.Slot before) {
    ReleasePolicy.ScoreDrift band = bands.scoreDrift();
    if (Math.min(model.records, before.records) < band.records()) {
      return null;
    }
    for (Map.Entry<String, long[]> task : model.scores.entrySet()) {
      long[] reference = before.scores.get(task.getKey());
      if (reference == null) {
        continue;
      }
      double psi = psi(halves(task.getValue()), halves(reference));
      if (psi > band.mostPsi()) {
        return text(
            "scores of %s drifted from those of the model before: PSI %.2f over %d and %d records;"
                + " may be %.2f",
            task.getKey(), psi, model.records, before.records, band.mostPsi());
      }
    }
    return null;
  }

  /**
   * @param since the stream since the step
   * @param before the stream before it
   * @param share of the records that the model is to answer
   */
  @Nullable String errors(StreamCounts.Sum since, StreamCounts.Sum before, double share) {
    ReleasePolicy.Errors band = bands.errors();
    if (since.all() * share < band.records()) {
      return null;
    }
    double error =
        Math.sqrt(
            variance(since.share(), since.all())
                + (before.all() == 0 ? 0 : variance(before.share(), before.all())));
    return (since.share() - before.share() - Z * error) / share > band.mostShare()
        ? text(
            "%d of %d records since the step became dead letters, %d of %d before it; may be %.1f"
                + " %% more of those that it answers",
            since.failed(), since.all(), before.failed(), before.all(), 100 * band.mostShare())
        : null;
  }

  @Nullable String latency(Tally.Slot model, Tally.Slot before) {
    ReleasePolicy.Latency band = bands.latency();
    if (model.records < band.records()) {
      return null;
    }
    long now = model.latencyMillis.getValueAtPercentile(99);
    boolean known = before.records >= band.records();
    long then = known ? before.latencyMillis.getValueAtPercentile(99) : 0;
    return now > band.mostP99Ms() && now > band.mostRatio() * then
        ? text(
            "latency p99 %d ms over %d records, the model before %s; may be %d ms or %.1f times"
                + " that",
            now,
            model.records,
            known ? then + " ms" : "unknown",
            band.mostP99Ms(),
            band.mostRatio())
        : null;
  }

  /**
   * Counts below 0.5 and above: what a model that is surer of the same answers leaves alone. A
   * retrained one is: over ten parts, its scores of simulated comments were 0.96 from those of the
   * model before, with hardly another answer.
   */
  private static long[] halves(long[] bins) {
    long[] halves = new long[2];
    for (int i = 0; i < bins.length; i++) {
      halves[i < bins.length / 2 ? 0 : 1] += bins[i];
    }
    return halves;
  }

  /**
   * Population stability index of two histograms: Σ (p − q) ln(p / q), each bin with half a record
   * more; less what two samples of one distribution give in the mean, (bins − 1)(1/n + 1/m) (B.
   * Yurdakul, "Statistical Properties of Population Stability Index", 2018).
   */
  static double psi(long[] a, long[] b) {
    double n = 0;
    double m = 0;
    for (int i = 0; i < a.length; i++) {
      n += a[i] + 0.5;
      m += b[i] + 0.5;
    }
    double psi = 0;
    for (int i = 0; i < a.length; i++) {
      double p = (a[i] + 0.5) / n;
      double q = (b[i] + 0.5) / m;
      psi += (p - q) * Math.log(p / q);
    }
    return Math.max(0, psi - (a.length - 1) * (1 / n + 1 / m));
  }

  private static double variance(double share, long n) {
    return share * (1 - share) / Math.max(1, n);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

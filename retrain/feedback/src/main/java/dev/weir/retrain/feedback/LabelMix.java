package dev.weir.retrain.feedback;

import java.util.Map;
import java.util.TreeMap;

/** How often each label was given. Confined while it is counted. */
final class LabelMix {

  /** Added to each count, so that a label nobody gave has a share. */
  private static final double SMOOTHING = 0.5;

  private final Map<String, Long> counts = new TreeMap<>();
  private long all;

  static LabelMix of(Map<String, Long> counts) {
    LabelMix mix = new LabelMix();
    counts.forEach(mix::add);
    return mix;
  }

  void add(String label) {
    add(label, 1);
  }

  private void add(String label, long count) {
    counts.merge(label, count, Long::sum);
    all += count;
  }

  /** Both together. */
  LabelMix and(LabelMix other) {
    LabelMix both = of(counts);
    other.counts.forEach(both::add);
    return both;
  }

  /** What is left of these without others that are among them. */
  LabelMix without(LabelMix others) {
    LabelMix rest = of(counts);
    others.counts.forEach((label, count) -> rest.add(label, -count));
    return rest;
  }

  long all() {
    return all;
  }

  Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /**
   * Whether two mixes differ more than chance and habit explain: by the population stability index,
   * and by the two-proportion z-test of any label.
   */
  boolean isFarFrom(LabelMix other, MixSettings settings) {
    return psi(other) >= settings.psi() && z(other) >= settings.z();
  }

  /** Sum over the labels of (p − q) ln(p / q), the shares smoothed. */
  double psi(LabelMix other) {
    Map<String, Long> labels = and(other).counts;
    double sum = 0;
    for (String label : labels.keySet()) {
      double p = smoothed(label, labels.size());
      double q = other.smoothed(label, labels.size());
      sum += (p - q) * Math.log(p / q);
    }
    return sum;
  }

  /** The largest distance of a label's shares in standard errors of the pooled share. */
  double z(LabelMix other) {
    if (all == 0 || other.all == 0) {
      return 0;
    }
    double most = 0;
    for (String label : and(other).counts.keySet()) {
      double p = (double) count(label) / all;
      double q = (double) other.count(label) / other.all;
      double pooled = (double) (count(label) + other.count(label)) / (all + other.all);
      double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / all + 1.0 / other.all));
      most = Math.max(most, error == 0 ? 0 : Math.abs(p - q) / error);
    }
    return most;
  }

  private double smoothed(String label, int labels) {
    return (count(label) + SMOOTHING) / (all + SMOOTHING * labels);
  }

  private long count(String label) {
    return counts.getOrDefault(label, 0L);
  }
}

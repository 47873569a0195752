package dev.weir.retrain.evaluate.metric;

/** The bounds between which a measure lies, by a certain confidence. */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval from " + low + " to " + high);
    }
  }
}

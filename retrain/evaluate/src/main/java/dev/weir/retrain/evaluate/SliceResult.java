package dev.weir.retrain.evaluate;

import java.util.Map;

/** The metrics of a group of rows. */
public record SliceResult(long n, Map<String, Double> metrics) {
  public SliceResult {
    metrics = Map.copyOf(metrics);
  }
}

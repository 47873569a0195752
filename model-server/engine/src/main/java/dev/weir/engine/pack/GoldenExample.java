package dev.weir.engine.pack;

import java.util.Map;

/**
 * A text and the scores that a sound copy of the package gives it.
 *
 * @param text written for the package, from no data set
 * @param scores task name to calibrated probabilities, by label
 */
public record GoldenExample(String text, Map<String, float[]> scores) {
  public GoldenExample {
    scores = Map.copyOf(scores);
  }
}

package dev.weir.retrain.transformer.train;

import dev.weir.engine.pack.HeadSpec;
import dev.weir.retrain.transformer.data.FineTuneData;

/**
 * A task that learned, and what was measured on its validation rows.
 *
 * @param head of the base
 * @param data that it learned from
 * @param before the base package on the same rows
 * @param after the new one, calibrated
 * @param temperature that calibrates it
 */
public record LearnedTask(
    HeadSpec head, FineTuneData data, Fit before, Fit after, double temperature) {
  public String name() {
    return head.task().name();
  }
}

package dev.weir.retrain.transformer.train;

import dev.weir.engine.pack.ModelPackage;
import java.util.List;

/**
 * A package that was written, and what was measured on the validation rows.
 *
 * @param pack the new package
 * @param tasks that learned, at least one
 * @param parity largest distance of a score between training and the written graph
 * @param turned share of validation labels that rounding the weights to eight bits turned; 0 where
 *     they are not rounded
 * @param seconds that learning took, features included
 */
public record FineTuned(
    ModelPackage pack, List<LearnedTask> tasks, float parity, double turned, double seconds) {
  public FineTuned {
    tasks = List.copyOf(tasks);
  }

  /** The first task before it learned. */
  public Fit before() {
    return tasks.get(0).before();
  }

  /** The first task after it learned. */
  public Fit after() {
    return tasks.get(0).after();
  }
}

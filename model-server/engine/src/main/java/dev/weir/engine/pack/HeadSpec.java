package dev.weir.engine.pack;

import dev.weir.engine.TaskSpec;
import dev.weir.engine.calibrate.Calibration;

/**
 * A task together with the output it is read from.
 *
 * @param task the task's name, labels and kind
 * @param output the graph's output: float (batch, labels), logits
 * @param calibration what makes probabilities of the logits
 */
public record HeadSpec(TaskSpec task, String output, Calibration calibration) {
  public HeadSpec {
    calibration.checkFits(task);
  }
}

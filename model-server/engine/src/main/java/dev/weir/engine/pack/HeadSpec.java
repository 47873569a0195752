package dev.weir.engine.pack;

import dev.weir.engine.TaskSpec;
import dev.weir.engine.calibrate.Calibration;

/**
 * A task together with the output it is read from.
 *
 * @param task the task's name, labels and kind
 * @param output the graph's output: float (batch, outputs), see {@link dev.weir.engine.TaskKind}
 * @param calibration what makes probabilities of them
 */
public record HeadSpec(TaskSpec task, String output, Calibration calibration) {
  public HeadSpec {
    calibration.checkFits(task);
  }

  /** Columns of the output. */
  public int outputs() {
    return task.kind().outputs(task.labels().size());
  }
}

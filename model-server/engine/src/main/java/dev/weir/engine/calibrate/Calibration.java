package dev.weir.engine.calibrate;

import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;

/**
 * How the logits of one task are corrected before they become probabilities.
 *
 * <p>{@link Method#TEMPERATURE} (Guo et al., 2017): every logit times {@code scale}, the inverse of
 * the temperature. {@link Method#PLATT} (Platt, 1999): {@code sigmoid(scale * x + shift)}, where
 * {@code x} is a sigmoid task's logit, or the second logit less the first of a softmax task with
 * two labels.
 *
 * @param method which of the two
 * @param scale finite and above 0 for a temperature; Platt's slope otherwise
 * @param shift 0 for a temperature; Platt's intercept otherwise
 */
public record Calibration(Method method, float scale, float shift) {
  /** The correction's form. */
  public enum Method {
    TEMPERATURE,
    PLATT
  }

  public Calibration {
    if (!Float.isFinite(scale) || !Float.isFinite(shift)) {
      throw new IllegalArgumentException("a calibration's numbers must be finite");
    }
    if (method == Method.TEMPERATURE && (scale <= 0 || shift != 0)) {
      throw new IllegalArgumentException("a temperature must be above 0");
    }
  }

  /** No correction: temperature 1. */
  public static Calibration none() {
    return temperature(1);
  }

  /** Logits divided by a temperature above 0. */
  public static Calibration temperature(double temperature) {
    return new Calibration(Method.TEMPERATURE, (float) (1 / temperature), 0);
  }

  /** {@code sigmoid(slope * x + intercept)}. */
  public static Calibration platt(double slope, double intercept) {
    return new Calibration(Method.PLATT, (float) slope, (float) intercept);
  }

  /**
   * Refuses a calibration that does not suit the task.
   *
   * @throws IllegalArgumentException for Platt scaling on a softmax task of other than two labels
   */
  public void checkFits(TaskSpec task) {
    if (method == Method.PLATT && task.kind() == TaskKind.SOFTMAX && task.labels().size() != 2) {
      throw new IllegalArgumentException(
          "task "
              + task.name()
              + ": Platt calibration needs two labels or a sigmoid task, it has "
              + task.labels().size()
              + " softmax labels; use a temperature");
    }
  }
}

package dev.weir.engine.calibrate;

import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import org.jspecify.annotations.Nullable;

/**
 * How the outputs of one task are corrected on their way to probabilities.
 *
 * <p>{@link Method#TEMPERATURE} (Guo et al., 2017): every logit times {@code scale}, the inverse of
 * the temperature. {@link Method#PLATT} (Platt, 1999): {@code sigmoid(scale * x + shift)}, where
 * {@code x} is a sigmoid task's logit, or the log odds of the second of two labels. {@link
 * Method#ISOTONIC}: a rising curve of the second label's probability, or of a sigmoid task's only
 * one.
 *
 * @param method which of the three
 * @param scale finite and above 0 for a temperature; Platt's slope; 1 otherwise
 * @param shift Platt's intercept; 0 otherwise
 * @param curve the isotonic map; null otherwise
 */
public record Calibration(Method method, float scale, float shift, @Nullable IsotonicMap curve) {
  /** The correction's form. */
  public enum Method {
    TEMPERATURE,
    PLATT,
    ISOTONIC
  }

  public Calibration {
    if (!Float.isFinite(scale) || !Float.isFinite(shift)) {
      throw new IllegalArgumentException("a calibration's numbers must be finite");
    }
    if (method == Method.TEMPERATURE && (scale <= 0 || shift != 0)) {
      throw new IllegalArgumentException("a temperature must be above 0");
    }
    if ((method == Method.ISOTONIC) != (curve != null)) {
      throw new IllegalArgumentException("isotonic calibration, and no other, has a curve");
    }
  }

  /** No correction: temperature 1. */
  public static Calibration none() {
    return temperature(1);
  }

  /** Logits divided by a temperature above 0. */
  public static Calibration temperature(double temperature) {
    return new Calibration(Method.TEMPERATURE, (float) (1 / temperature), 0, null);
  }

  /** {@code sigmoid(slope * x + intercept)}. */
  public static Calibration platt(double slope, double intercept) {
    return new Calibration(Method.PLATT, (float) slope, (float) intercept, null);
  }

  /**
   * The curve through these points.
   *
   * @throws IllegalArgumentException as {@link IsotonicMap#of} says
   */
  public static Calibration isotonic(float[] thresholds, float[] values) {
    return new Calibration(Method.ISOTONIC, 1, 0, IsotonicMap.of(thresholds, values));
  }

  /** Whether nothing is corrected. */
  public boolean isNone() {
    return method == Method.TEMPERATURE && scale == 1;
  }

  /**
   * Refuses a calibration that does not suit the task.
   *
   * @throws IllegalArgumentException for Platt scaling or an isotonic map where there is no single
   *     probability to correct
   */
  public void checkFits(TaskSpec task) {
    int labels = task.labels().size();
    boolean sigmoid = task.kind() == TaskKind.SIGMOID;
    if (method == Method.PLATT && !sigmoid && labels != 2) {
      throw new IllegalArgumentException(
          "task "
              + task.name()
              + ": Platt calibration needs two labels or a sigmoid task, it has "
              + labels
              + " labels of kind "
              + task.kind().id()
              + "; use a temperature");
    }
    if (method == Method.ISOTONIC && labels != (sigmoid ? 1 : 2)) {
      throw new IllegalArgumentException(
          "task "
              + task.name()
              + ": isotonic calibration needs two labels, or one of a sigmoid task; it has "
              + labels
              + " of kind "
              + task.kind().id()
              + "; use a temperature");
    }
  }
}

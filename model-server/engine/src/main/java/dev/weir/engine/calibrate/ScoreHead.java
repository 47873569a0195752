package dev.weir.engine.calibrate;

import dev.weir.engine.TaskKind;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the logits of one task and gives calibrated probabilities. Immutable, thread-safe. */
public abstract sealed class ScoreHead {
  private final int width;
  final float scale;
  final float shift;

  ScoreHead(int width, Calibration calibration) {
    this.width = width;
    this.scale = calibration.scale();
    this.shift = calibration.shift();
  }

  /** The head of a task with this many labels. */
  public static ScoreHead of(TaskKind kind, int width, Calibration calibration) {
    if (kind == TaskKind.SIGMOID) {
      return new Sigmoid(width, calibration);
    }
    return calibration.method() == Calibration.Method.PLATT
        ? new Platt(calibration)
        : new Softmax(width, calibration);
  }

  /** Logits of a row, which is also the number of probabilities. */
  public final int width() {
    return width;
  }

  /**
   * The probabilities of one row of a float (batch, labels) tensor.
   *
   * @return a new array, or null if a logit is not finite
   */
  public final float @Nullable [] read(FloatBuffer logits, int row) {
    float[] values = new float[width];
    int base = row * width;
    for (int i = 0; i < width; i++) {
      float logit = logits.get(base + i);
      if (!Float.isFinite(logit)) {
        return null;
      }
      values[i] = logit;
    }
    toProbabilities(values);
    return values;
  }

  abstract void toProbabilities(float[] logits);

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  private static final class Softmax extends ScoreHead {
    Softmax(int width, Calibration calibration) {
      super(width, calibration);
    }

    @Override
    void toProbabilities(float[] logits) {
      float largest = Float.NEGATIVE_INFINITY;
      for (float logit : logits) {
        largest = Math.max(largest, logit);
      }
      double sum = 0;
      for (int i = 0; i < logits.length; i++) {
        double e = Math.exp((double) scale * (logits[i] - largest));
        logits[i] = (float) e;
        sum += e;
      }
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) (logits[i] / sum);
      }
    }
  }

  private static final class Sigmoid extends ScoreHead {
    Sigmoid(int width, Calibration calibration) {
      super(width, calibration);
    }

    @Override
    void toProbabilities(float[] logits) {
      for (int i = 0; i < logits.length; i++) {
        logits[i] = sigmoid(scale * logits[i] + shift);
      }
    }
  }

  private static final class Platt extends ScoreHead {
    Platt(Calibration calibration) {
      super(2, calibration);
    }

    @Override
    void toProbabilities(float[] logits) {
      float second = sigmoid(scale * (logits[1] - logits[0]) + shift);
      logits[0] = 1 - second;
      logits[1] = second;
    }
  }
}

package dev.weir.engine.calibrate;

import dev.weir.engine.TaskKind;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the outputs of one task and gives calibrated probabilities. Immutable, thread-safe.
 *
 * <p>Which formula applies is chosen once, by kind and calibration.
 */
public abstract sealed class ScoreHead {
  /** How far sums of floats may lead a probability astray. */
  private static final float ROUNDING = 1e-3f;

  /** The odds of a probability nearer to 0 or 1 are taken to be those of this one. */
  private static final float LEAST = 1e-7f;

  private final int labels;
  private final int outputs;
  private final boolean given;
  final float scale;
  final float shift;

  ScoreHead(TaskKind kind, int labels, Calibration calibration) {
    this.labels = labels;
    this.outputs = kind.outputs(labels);
    this.given = kind == TaskKind.PROBABILITY || kind == TaskKind.PROBABILITIES;
    this.scale = calibration.scale();
    this.shift = calibration.shift();
  }

  /** The head of a task with this many labels. */
  public static ScoreHead of(TaskKind kind, int labels, Calibration calibration) {
    boolean temperature = calibration.method() == Calibration.Method.TEMPERATURE;
    return switch (kind) {
      case SIGMOID -> new Sigmoid(labels, calibration);
      case SOFTMAX ->
          temperature ? new Softmax(kind, labels, calibration) : new Pair(kind, calibration);
      case PROBABILITIES ->
          temperature ? new Given(labels, calibration) : new Pair(kind, calibration);
      case BINARY, PROBABILITY -> new Pair(kind, calibration);
    };
  }

  /** Values of a row of the output. */
  public final int outputs() {
    return outputs;
  }

  /**
   * The probabilities of one row of a float (batch, outputs) tensor.
   *
   * @return a new array, one for each label; null if an output is not finite, or is no probability
   *     where it should be one
   */
  public final float @Nullable [] read(FloatBuffer output, int row) {
    float[] values = new float[labels];
    int base = row * outputs;
    for (int i = 0; i < outputs; i++) {
      float value = output.get(base + i);
      if (!Float.isFinite(value)) {
        return null;
      }
      if (given) {
        if (value < -ROUNDING || value > 1 + ROUNDING) {
          return null;
        }
        value = Math.min(1, Math.max(0, value));
      }
      values[i] = value;
    }
    toProbabilities(values);
    return values;
  }

  abstract void toProbabilities(float[] values);

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  private static float logOdds(float probability) {
    double p = Math.min(1 - LEAST, Math.max(LEAST, probability));
    return (float) (Math.log(p) - Math.log1p(-p));
  }

  private static final class Softmax extends ScoreHead {
    Softmax(TaskKind kind, int labels, Calibration calibration) {
      super(kind, labels, calibration);
    }

    @Override
    void toProbabilities(float[] values) {
      softmax(values, scale);
    }
  }

  private static void softmax(float[] logits, float scale) {
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

  /** Probabilities as they come, or softened by a temperature. */
  private static final class Given extends ScoreHead {
    Given(int labels, Calibration calibration) {
      super(TaskKind.PROBABILITIES, labels, calibration);
    }

    @Override
    void toProbabilities(float[] values) {
      if (scale == 1) {
        return;
      }
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.log(Math.max(LEAST, values[i]));
      }
      softmax(values, scale);
    }
  }

  private static final class Sigmoid extends ScoreHead {
    private final @Nullable IsotonicMap curve;

    Sigmoid(int labels, Calibration calibration) {
      super(TaskKind.SIGMOID, labels, calibration);
      this.curve = calibration.curve();
    }

    @Override
    void toProbabilities(float[] values) {
      for (int i = 0; i < values.length; i++) {
        float probability = sigmoid(scale * values[i] + shift);
        values[i] = curve == null ? probability : curve.apply(probability);
      }
    }
  }

  /** Two labels, of which the second one's probability is corrected. */
  private static final class Pair extends ScoreHead {
    private final TaskKind kind;
    private final boolean plain;
    private final @Nullable IsotonicMap curve;

    Pair(TaskKind kind, Calibration calibration) {
      super(kind, 2, calibration);
      this.kind = kind;
      this.plain = calibration.isNone();
      this.curve = calibration.curve();
    }

    @Override
    void toProbabilities(float[] values) {
      float second;
      if (curve != null) {
        second = curve.apply(probability(values));
      } else {
        second = plain ? probability(values) : sigmoid(scale * logit(values) + shift);
      }
      values[0] = 1 - second;
      values[1] = second;
    }

    private float probability(float[] values) {
      return switch (kind) {
        case PROBABILITY -> values[0];
        case PROBABILITIES -> values[1];
        default -> sigmoid(logit(values));
      };
    }

    private float logit(float[] values) {
      return switch (kind) {
        case BINARY -> values[0];
        case PROBABILITY -> logOdds(values[0]);
        case PROBABILITIES -> logOdds(values[1]);
        default -> values[1] - values[0];
      };
    }
  }
}

package dev.weir.retrain.transformer.train;

import dev.weir.engine.TaskKind;
import dev.weir.retrain.transformer.data.LabelledRow;
import java.util.List;

/**
 * A softmax or sigmoid regression on features that have mean 0 and deviation 1 over the training
 * rows. Its loss is the mean negative log-likelihood and half of {@code penalty} times the squared
 * distance of the weights from where it began; biases are not punished. Confined to one thread.
 */
final class LinearHead {
  private static final double LEAST_DEVIATION = 1e-6;

  private final TaskKind kind;
  private final int labels;
  private final double[] mean;
  private final double[] deviation;
  private final float[] began; // (labels, features), as they are
  private final double[] origin; // (labels, features + 1), standardised, the bias last
  private double[] parameters; // the same

  private LinearHead(
      TaskKind kind, double[] mean, double[] deviation, float[] began, float[] biases) {
    this.kind = kind;
    this.labels = biases.length;
    this.mean = mean;
    this.deviation = deviation;
    this.began = began;
    int width = mean.length;
    this.origin = new double[labels * (width + 1)];
    for (int k = 0; k < labels; k++) {
      double bias = biases[k];
      for (int i = 0; i < width; i++) {
        origin[k * (width + 1) + i] = began[k * width + i] * deviation[i];
        bias += began[k * width + i] * mean[i];
      }
      origin[k * (width + 1) + width] = bias;
    }
    this.parameters = origin.clone();
  }

  /** A head that knows the features' means and deviations, and nothing else. */
  static LinearHead of(TaskKind kind, int labels, float[][] features) {
    return of(kind, features, new float[labels * features[0].length], new float[labels]);
  }

  /**
   * A head that begins as another one.
   *
   * @param weights on the features as they are: (labels, features)
   * @param biases of the labels
   */
  static LinearHead of(TaskKind kind, float[][] features, float[] weights, float[] biases) {
    int width = features[0].length;
    double[] mean = new double[width];
    double[] deviation = new double[width];
    for (float[] row : features) {
      for (int i = 0; i < width; i++) {
        mean[i] += row[i] / features.length;
      }
    }
    for (float[] row : features) {
      for (int i = 0; i < width; i++) {
        deviation[i] += (row[i] - mean[i]) * (row[i] - mean[i]) / features.length;
      }
    }
    for (int i = 0; i < width; i++) {
      double root = Math.sqrt(deviation[i]);
      // what never changes says nothing
      deviation[i] = root > LEAST_DEVIATION * Math.max(1, Math.abs(mean[i])) ? root : 0;
    }
    return new LinearHead(kind, mean, deviation, weights, biases);
  }

  /** Fits the rows, from where an earlier fit ended. */
  void fit(float[][] features, List<LabelledRow> rows, double penalty) {
    int width = mean.length;
    double[][] standard = new double[features.length][width];
    for (int row = 0; row < features.length; row++) {
      for (int i = 0; i < width; i++) {
        standard[row][i] = deviation[i] == 0 ? 0 : (features[row][i] - mean[i]) / deviation[i];
      }
    }
    parameters =
        LimitedMemory.minimise(
            (at, gradient) -> loss(standard, rows, penalty, at, gradient), parameters);
  }

  private double loss(
      double[][] features, List<LabelledRow> rows, double penalty, double[] at, double[] gradient) {
    int width = mean.length;
    int stride = width + 1;
    double loss = 0;
    for (int k = 0; k < labels; k++) {
      for (int i = 0; i < width; i++) {
        double distance = at[k * stride + i] - origin[k * stride + i];
        loss += penalty / 2 * distance * distance;
        gradient[k * stride + i] = penalty * distance;
      }
      gradient[k * stride + width] = 0;
    }
    double[] errors = new double[labels];
    double share = 1.0 / features.length;
    for (int row = 0; row < features.length; row++) {
      for (int k = 0; k < labels; k++) {
        double logit = at[k * stride + width];
        for (int i = 0; i < width; i++) {
          logit += at[k * stride + i] * features[row][i];
        }
        errors[k] = logit;
      }
      loss += share * errors(errors, rows.get(row).target());
      for (int k = 0; k < labels; k++) {
        double error = share * errors[k];
        for (int i = 0; i < width; i++) {
          gradient[k * stride + i] += error * features[row][i];
        }
        gradient[k * stride + width] += error;
      }
    }
    return loss;
  }

  /** Replaces logits by probabilities less target, and returns the row's loss. */
  private double errors(double[] logits, float[] target) {
    double loss = 0;
    if (kind == TaskKind.SIGMOID) {
      for (int k = 0; k < logits.length; k++) {
        double x = logits[k];
        loss += Math.max(x, 0) - x * target[k] + Math.log1p(Math.exp(-Math.abs(x)));
        logits[k] = 1 / (1 + Math.exp(-x)) - target[k];
      }
      return loss;
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      loss -= target[k] * (logits[k] - largest);
      logits[k] = Math.exp(logits[k] - largest);
      sum += logits[k];
    }
    for (int k = 0; k < logits.length; k++) {
      logits[k] = logits[k] / sum - target[k];
    }
    return loss + Math.log(sum);
  }

  /** The weights on the features as they are: (labels, features). */
  float[] weights() {
    int width = mean.length;
    float[] weights = new float[labels * width];
    for (int k = 0; k < labels; k++) {
      for (int i = 0; i < width; i++) {
        weights[k * width + i] =
            deviation[i] == 0
                ? began[k * width + i]
                : (float) (parameters[k * (width + 1) + i] / deviation[i]);
      }
    }
    return weights;
  }

  /** The biases that go with {@link #weights()}. */
  float[] biases() {
    int width = mean.length;
    float[] weights = weights();
    float[] biases = new float[labels];
    for (int k = 0; k < labels; k++) {
      double bias = parameters[k * (width + 1) + width];
      for (int i = 0; i < width; i++) {
        bias -= (double) weights[k * width + i] * mean[i];
      }
      biases[k] = (float) bias;
    }
    return biases;
  }

  /** Logits of rows of features as they are. */
  static float[][] logits(float[][] features, float[] weights, float[] biases) {
    float[][] logits = new float[features.length][biases.length];
    for (int row = 0; row < features.length; row++) {
      int width = features[row].length;
      for (int k = 0; k < biases.length; k++) {
        double logit = biases[k];
        for (int i = 0; i < width; i++) {
          logit += (double) weights[k * width + i] * features[row][i];
        }
        logits[row][k] = (float) logit;
      }
    }
    return logits;
  }
}

package dev.weir.retrain.fraud.net;

import dev.weir.retrain.fraud.tree.TrainingRows;

/**
 * What makes inputs of a network of a row's columns: the inverse hyperbolic sine, which is a
 * logarithm for large values of either sign, then mean 0 and deviation 1 over the training rows,
 * cut to ±{@value #WIDEST}; a missing value becomes 0. Behind the columns stands for each of them 1
 * where it is missing, else 0. Immutable.
 *
 * @param mean of each column's sines
 * @param scale by which their distance from the mean is multiplied; 0 for a column that never
 *     varies
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Scaling(float[] mean, float[] scale) {
  /** Deviations beyond which a value says no more. */
  public static final float WIDEST = 6;

  /** The scaling of training rows. */
  public static Scaling of(TrainingRows rows) {
    int columns = rows.columns();
    double[] sum = new double[columns];
    double[] squares = new double[columns];
    long[] counts = new long[columns];
    for (int at = 0; at < rows.values().length; at++) {
      float value = rows.values()[at];
      if (!Float.isNaN(value)) {
        double sine = sine(value);
        sum[at % columns] += sine;
        squares[at % columns] += sine * sine;
        counts[at % columns]++;
      }
    }
    float[] mean = new float[columns];
    float[] scale = new float[columns];
    for (int i = 0; i < columns; i++) {
      double middle = counts[i] == 0 ? 0 : sum[i] / counts[i];
      double variance = counts[i] == 0 ? 0 : squares[i] / counts[i] - middle * middle;
      mean[i] = (float) middle;
      scale[i] = variance > 1e-9 ? (float) (1 / Math.sqrt(variance)) : 0;
    }
    return new Scaling(mean, scale);
  }

  static double sine(double value) {
    double size = Math.abs(value);
    return Math.copySign(Math.log(size + Math.sqrt(size * size + 1)), value);
  }

  /** How many inputs a network of these columns has. */
  public int inputs() {
    return 2 * mean.length;
  }

  /** Writes a row's inputs. */
  void apply(float[] values, int from, float[] to, int at) {
    int columns = mean.length;
    for (int i = 0; i < columns; i++) {
      float value = values[from + i];
      boolean missing = Float.isNaN(value);
      float standard = missing ? 0 : ((float) sine(value) - mean[i]) * scale[i];
      to[at + i] = Math.max(-WIDEST, Math.min(WIDEST, standard));
      to[at + columns + i] = missing ? 1 : 0;
    }
  }
}

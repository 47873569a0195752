package dev.weir.retrain.text.train;

import dev.weir.retrain.text.data.Heads;
import dev.weir.retrain.text.data.TrainingText;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes probabilities of a network's logits where no data set's bias is known: a bias for each
 * label and a temperature for each task (Guo et al., 2017), fitted to the validation texts by the
 * mean over the data sets of their mean negative log-likelihood. Immutable.
 *
 * @param bias of each logit; that of a task's first label is 0
 * @param temperatures of each task
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
public record OutputFit(float[] bias, float[] temperatures) {
  private static final int ROUNDS = 400;
  private static final double RATE = 0.5;
  private static final int FEWEST_ROWS = 100;

  /**
   * Fits all tasks.
   *
   * @param logits of the texts without a data set's bias
   * @param texts with their labels; a set with fewer than {@value #FEWEST_ROWS} labels of a task
   *     weighs as much less
   */
  static OutputFit of(Heads heads, float[][] logits, List<TrainingText> texts) {
    float[] bias = new float[heads.logits()];
    float[] temperatures = new float[heads.tasks().size()];
    for (int task = 0; task < temperatures.length; task++) {
      fit(heads, task, logits, texts, bias, temperatures);
    }
    return new OutputFit(bias, temperatures);
  }

  private static void fit(
      Heads heads,
      int task,
      float[][] logits,
      List<TrainingText> texts,
      float[] bias,
      float[] temperatures) {
    int width = heads.width(task);
    int offset = heads.offset(task);
    List<Integer> rows = new ArrayList<>();
    int sets = 0;
    for (int row = 0; row < texts.size(); row++) {
      sets = Math.max(sets, texts.get(row).set() + 1);
      if (texts.get(row).labels()[task] != TrainingText.UNKNOWN) {
        rows.add(row);
      }
    }
    int[] counts = new int[sets];
    rows.forEach(row -> counts[texts.get(row).set()]++);
    double total = 0;
    for (int count : counts) {
      total += Math.min(1.0, (double) count / FEWEST_ROWS);
    }
    // parameters: inverse temperature, then a shift of each label; gradient descent with momentum
    double[] at = new double[1 + width];
    double[] speed = new double[at.length];
    at[0] = 1;
    double[] p = new double[width];
    for (int round = 0; round < ROUNDS; round++) {
      double[] gradient = new double[at.length];
      for (int row : rows) {
        TrainingText text = texts.get(row);
        int count = counts[text.set()];
        double weight = Math.min(1.0, (double) count / FEWEST_ROWS) / count / total;
        softmax(logits[row], offset, at, p);
        for (int k = 0; k < width; k++) {
          double error = weight * (p[k] - (k == text.labels()[task] ? 1 : 0));
          gradient[0] += error * logits[row][offset + k];
          gradient[1 + k] += error;
        }
      }
      for (int i = 0; i < at.length; i++) {
        speed[i] = 0.9 * speed[i] - RATE * gradient[i] / (i == 0 ? 10 : 1);
        at[i] += speed[i];
      }
      at[0] = Math.max(0.05, at[0]);
    }
    temperatures[task] = (float) (1 / at[0]);
    for (int k = 0; k < width; k++) {
      bias[offset + k] = (float) ((at[1 + k] - at[1]) / at[0]);
    }
  }

  private static void softmax(float[] logits, int offset, double[] at, double[] p) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < p.length; k++) {
      p[k] = at[0] * logits[offset + k] + at[1 + k];
      largest = Math.max(largest, p[k]);
    }
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.exp(p[k] - largest);
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
  }
}

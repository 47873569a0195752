package dev.weir.retrain.text.export;

import dev.weir.retrain.text.data.Heads;

/** Probabilities of logits, as the engine computes them. */
final class Softmax {
  private Softmax() {}

  /** The probabilities of one task of a row of logits. */
  static float[] of(Heads heads, int task, float[] logits, float[] bias, float temperature) {
    int offset = heads.offset(task);
    double[] scaled = new double[heads.width(task)];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = (logits[offset + k] + bias[offset + k]) / temperature;
      largest = Math.max(largest, scaled[k]);
    }
    double sum = 0;
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = Math.exp(scaled[k] - largest);
      sum += scaled[k];
    }
    float[] result = new float[scaled.length];
    for (int k = 0; k < scaled.length; k++) {
      result[k] = (float) (scaled[k] / sum);
    }
    return result;
  }
}

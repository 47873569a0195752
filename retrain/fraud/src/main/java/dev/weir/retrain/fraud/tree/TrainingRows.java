package dev.weir.retrain.fraud.tree;

import dev.weir.retrain.fraud.data.PaymentRows;

/**
 * A table to train on or to score: rows by columns, and the labels. Immutable by agreement.
 *
 * @param values row after row
 * @param columns in a row
 * @param labels 1 for fraud
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record TrainingRows(float[] values, int columns, float[] labels) {
  /** Some rows and columns of a table. */
  public static TrainingRows of(PaymentRows from, int[] rows, int[] columns) {
    float[] values = new float[Math.multiplyExact(rows.length, columns.length)];
    float[] labels = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      from.copy(rows[i], columns, values, i * columns.length);
      labels[i] = from.isFraud(rows[i]) ? 1 : 0;
    }
    return new TrainingRows(values, columns.length, labels);
  }

  public int size() {
    return labels.length;
  }
}

package dev.weir.retrain.fraud.tree;

import dev.weir.retrain.fraud.data.PaymentRows;
import org.jspecify.annotations.Nullable;

/**
 * A table to train on or to score: rows by columns, and the labels. Immutable by agreement.
 *
 * @param values row after row
 * @param columns in a row
 * @param labels 1 for fraud
 * @param weights how many payments each row stands for; null: one
 * @param margins log-odds that an earlier model gives each row, to which trees add; null: none
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record TrainingRows(
    float[] values,
    int columns,
    float[] labels,
    float @Nullable [] weights,
    float @Nullable [] margins) {
  /** Rows that stand for one payment each, to begin with. */
  public TrainingRows(float[] values, int columns, float[] labels) {
    this(values, columns, labels, null, null);
  }

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

  /** The same rows, with what each stands for, and what is known of it before. */
  public TrainingRows with(float[] weightOfRow, float[] marginOfRow) {
    return new TrainingRows(values, columns, labels, weightOfRow, marginOfRow);
  }

  public int size() {
    return labels.length;
  }
}

package dev.weir.retrain.text.data;

/**
 * A text with the labels that are known of it. Its arrays are not to be changed.
 *
 * @param text as it was written
 * @param set the place of its data set in the list of sets
 * @param labels of each task, by place; {@link #UNKNOWN} where the row says nothing about it
 * @param auxiliaryMask 1 for each auxiliary label that the row speaks of
 * @param auxiliary 1 for each auxiliary label that it has
 */
@SuppressWarnings("ArrayRecordComponent") // rows of one table, compared by nobody
public record TrainingText(
    String text, int set, int[] labels, float[] auxiliaryMask, float[] auxiliary) {
  /** No label. */
  public static final int UNKNOWN = -1;

  /** Other words with the same labels. */
  public TrainingText withText(String other) {
    return new TrainingText(other, set, labels, auxiliaryMask, auxiliary);
  }
}

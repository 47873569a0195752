package dev.weir.retrain.fraud.train;

import dev.weir.retrain.fraud.data.PaymentRows;
import java.util.stream.IntStream;

/**
 * Payments cut by time: the first days only make histories, then three fifths to train on, a fifth
 * to stop and calibrate by, a fifth to test on. Whole days; payments without a label are left out.
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record TimeSplit(int[] train, int[] valid, int[] test) {
  /** How many days make histories, as long as they are no more than a third of all. */
  public static final int WARM_UP_DAYS = 30;

  static final int LEAST_TRAIN = 1_000;
  static final int LEAST_TRAIN_FRAUDS = 50;
  static final int LEAST_FRAUDS = 20;

  /**
   * The parts of a table.
   *
   * @param lastFifth whether the last fifth is kept to test on; otherwise the parts are three
   *     quarters and one
   * @throws TrainingDataException if a part is too small or has one class only
   */
  public static TimeSplit of(PaymentRows rows, boolean lastFifth) {
    if (rows.size() == 0) {
      throw new TrainingDataException("there are no payments to train on");
    }
    int end = rows.day(rows.size() - 1) + 1;
    int begin = firstDay(rows);
    int days = end - begin;
    int validDays = Math.max(1, lastFifth ? days / 5 : days / 4);
    int testDays = lastFifth ? validDays : 0;
    TimeSplit split =
        new TimeSplit(
            between(rows, begin, end - testDays - validDays),
            between(rows, end - testDays - validDays, end - testDays),
            between(rows, end - testDays, end));
    require(rows, split.train, "to train on", LEAST_TRAIN, LEAST_TRAIN_FRAUDS);
    require(rows, split.valid, "to stop and calibrate by", LEAST_FRAUDS * 2, LEAST_FRAUDS);
    if (lastFifth) {
      require(rows, split.test, "to test on", LEAST_FRAUDS * 2, LEAST_FRAUDS);
    }
    return split;
  }

  /** All payments after the first days: a table that is only tested on. */
  public static int[] allOf(PaymentRows rows) {
    if (rows.size() == 0) {
      throw new TrainingDataException("there are no payments to test on");
    }
    int[] all = between(rows, firstDay(rows), rows.day(rows.size() - 1) + 1);
    require(rows, all, "to test on", LEAST_FRAUDS * 2, LEAST_FRAUDS);
    return all;
  }

  private static int firstDay(PaymentRows rows) {
    int first = rows.day(0);
    int days = rows.day(rows.size() - 1) + 1 - first;
    return first + Math.min(WARM_UP_DAYS, days / 3);
  }

  private static int[] between(PaymentRows rows, int firstDay, int endDay) {
    return IntStream.range(rows.firstOfDay(firstDay), rows.firstOfDay(endDay))
        .filter(rows::isLabelled)
        .toArray();
  }

  private static void require(
      PaymentRows rows, int[] part, String what, int least, int leastFrauds) {
    long frauds = IntStream.of(part).filter(rows::isFraud).count();
    if (part.length < least || frauds < leastFrauds) {
      throw new TrainingDataException(
          ("%d labelled payments with %d frauds are left %s after the days that only make"
                  + " histories; at least %d with %d frauds are needed: give more days")
              .formatted(part.length, frauds, what, least, leastFrauds));
    }
    if (frauds == part.length) {
      throw new TrainingDataException(
          "all %d payments %s are fraud; genuine ones are needed as well"
              .formatted(part.length, what));
    }
  }
}

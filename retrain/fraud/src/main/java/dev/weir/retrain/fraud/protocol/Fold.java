package dev.weir.retrain.fraud.protocol;

import dev.weir.retrain.fraud.data.PaymentRows;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One fold of the handbook's protocol: seven days to train, seven days whose labels are not known
 * yet, seven days to test. Cards that were known to be compromised by then are not tested: those
 * with a fraud in the training week, and on test day d (from 0) those with a fraud on day 7 + d of
 * the fold, which had become known the evening before.
 *
 * @param train rows to train on
 * @param test rows to test on
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record Fold(LocalDate start, int[] train, int[] test) {
  private static final int WEEK = 7;

  /** The fold whose training begins on that day. */
  public static Fold of(PaymentRows rows, LocalDate start) {
    int first = (int) start.toEpochDay();
    int[] train = between(rows, first, first + WEEK).toArray();
    int[] test = between(rows, first + 2 * WEEK, first + 3 * WEEK).toArray();
    Set<Integer> known = new HashSet<>();
    for (int row : train) {
      if (rows.isFraud(row)) {
        known.add(rows.card(row));
      }
    }
    boolean[] kept = new boolean[rows.size()];
    for (int day = 0; day < WEEK; day++) {
      between(rows, first + WEEK + day - 1, first + WEEK + day)
          .filter(rows::isFraud)
          .forEach(row -> known.add(rows.card(row)));
      int testDay = first + 2 * WEEK + day;
      between(rows, testDay, testDay + 1)
          .filter(row -> !known.contains(rows.card(row)))
          .forEach(row -> kept[row] = true);
    }
    return new Fold(start, train, IntStream.of(test).filter(row -> kept[row]).toArray());
  }

  private static IntStream between(PaymentRows rows, int firstDay, int endDay) {
    return IntStream.range(rows.firstOfDay(firstDay), rows.firstOfDay(endDay));
  }
}

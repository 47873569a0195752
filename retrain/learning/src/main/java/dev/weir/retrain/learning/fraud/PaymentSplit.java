package dev.weir.retrain.learning.fraud;

import java.util.Arrays;
import java.util.List;

/**
 * Payments cut by time as somebody had seen them who trained when the test begins:
 *
 * <pre>
 *   train ───────────────▶ valid ─────▶ │ label delay │ test ─────────▶ │ label delay │ now
 *                                       learnedUntil   testFrom
 * </pre>
 *
 * The test are the newest three tenths, none of them older than what the champion learned from. To
 * learn from are payments older than the label delay by then, whose label was known by then: of
 * these the newest quarter stops and calibrates. Pure.
 *
 * @param parts of each payment, in their order
 * @param learnedUntil no payment of this time or later is learned from, milliseconds
 * @param testFrom when the test begins, milliseconds
 */
record PaymentSplit(List<Part> parts, long learnedUntil, long testFrom) {
  private static final double LEARN_SHARE = 0.7;
  private static final double TRAIN_SHARE = 0.75;

  /** What a payment is for. */
  enum Part {
    TRAIN(0),
    VALID(1),
    TEST(2),
    /** So close before the test that its outcome was not known yet. */
    BETWEEN(3),
    /** To learn from by its age, but its label came after the test begins. */
    KNOWN_LATE(4);

    private final int number;

    Part(int number) {
      this.number = number;
    }

    /** What stands for it in files. */
    int number() {
      return number;
    }
  }

  PaymentSplit {
    parts = List.copyOf(parts);
  }

  /**
   * Cuts payments.
   *
   * @param rows in the order of time
   * @param delay of labels, milliseconds
   * @param championLearnedUntil before which the test may not begin, milliseconds
   */
  static PaymentSplit of(List<PaymentRow> rows, long delay, long championLearnedUntil) {
    if (rows.isEmpty()) {
      return new PaymentSplit(List.of(), Long.MIN_VALUE, Long.MAX_VALUE);
    }
    long testFrom =
        Math.max(rows.get((int) (LEARN_SHARE * rows.size())).occurredAt(), championLearnedUntil);
    long learnedUntil = testFrom - delay;
    Part[] parts = new Part[rows.size()];
    int learned = 0;
    for (int i = 0; i < parts.length; i++) {
      PaymentRow row = rows.get(i);
      if (row.occurredAt() >= testFrom) {
        parts[i] = Part.TEST;
      } else if (row.occurredAt() >= learnedUntil) {
        parts[i] = Part.BETWEEN;
      } else if (row.knownAt() > testFrom) {
        parts[i] = Part.KNOWN_LATE;
      } else {
        parts[i] = Part.TRAIN;
        learned++;
      }
    }
    long validFrom = validFrom(rows, parts, (int) (TRAIN_SHARE * learned));
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] == Part.TRAIN && rows.get(i).occurredAt() >= validFrom) {
        parts[i] = Part.VALID;
      }
    }
    return new PaymentSplit(Arrays.asList(parts), learnedUntil, testFrom);
  }

  private static long validFrom(List<PaymentRow> rows, Part[] parts, int trained) {
    int seen = 0;
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] == Part.TRAIN && seen++ == trained) {
        return rows.get(i).occurredAt();
      }
    }
    return Long.MAX_VALUE;
  }
}

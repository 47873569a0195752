package dev.weir.retrain.learning.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrain.learning.fraud.PaymentSplit.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaymentSplitTest {
  private static final long DELAY = 700;

  @Test
  void parts_ofPayments_seeOnlyWhatWasKnownWhenTheTestBegins() {
    List<PaymentRow> rows = rows(5_000);

    PaymentSplit split = PaymentSplit.of(rows, DELAY, Long.MIN_VALUE);

    long lastTrained = Long.MIN_VALUE;
    long firstValid = Long.MAX_VALUE;
    for (int i = 0; i < rows.size(); i++) {
      PaymentRow row = rows.get(i);
      Part part = split.parts().get(i);
      if (part == Part.TRAIN || part == Part.VALID) {
        assertThat(row.knownAt()).isLessThanOrEqualTo(split.testFrom());
        assertThat(row.occurredAt()).isLessThan(split.testFrom() - DELAY);
      }
      assertThat(part == Part.TEST).isEqualTo(row.occurredAt() >= split.testFrom());
      lastTrained = part == Part.TRAIN ? Math.max(lastTrained, row.occurredAt()) : lastTrained;
      firstValid = part == Part.VALID ? Math.min(firstValid, row.occurredAt()) : firstValid;
    }
    assertThat(lastTrained).isLessThan(firstValid);
    assertThat(split.parts()).contains(Part.values());
    assertThat(split.learnedUntil()).isEqualTo(split.testFrom() - DELAY);
  }

  @Test
  void test_ofAChampionThatLearnedLately_beginsBehindIt() {
    List<PaymentRow> rows = rows(1_000);
    long usual = PaymentSplit.of(rows, DELAY, Long.MIN_VALUE).testFrom();

    PaymentSplit split = PaymentSplit.of(rows, DELAY, usual + 500);

    assertThat(split.testFrom()).isEqualTo(usual + 500);
    assertThat(PaymentSplit.of(rows, DELAY, usual - 500).testFrom()).isEqualTo(usual);
  }

  @Test
  void parts_ofNoPayments_areNone() {
    assertThat(PaymentSplit.of(List.of(), DELAY, Long.MIN_VALUE).parts()).isEmpty();
  }

  /** A payment each ten milliseconds; one of ten is fraud, known up to two delays later. */
  private static List<PaymentRow> rows(int count) {
    SplittableRandom random = new SplittableRandom(1);
    List<PaymentRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean fraud = random.nextInt(10) == 0;
      long at = 10L * i;
      long known = at + (fraud ? random.nextLong(2 * DELAY) : DELAY);
      rows.add(new PaymentRow("t-" + i, "c", at, known, fraud, fraud, false, 1, new float[0]));
    }
    return rows;
  }
}

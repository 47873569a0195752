package dev.weir.retrain.fraud.protocol;

import static dev.weir.retrain.fraud.TestPayments.FIRST_DAY;
import static dev.weir.retrain.fraud.TestPayments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrain.fraud.TestPayments;
import dev.weir.retrain.fraud.data.LabelledPayment;
import dev.weir.retrain.fraud.data.PaymentRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldTest {
  /** Each card pays once a day for 22 days; on the named days by fraud. */
  private static List<LabelledPayment> days(Object... cardsAndFraudDays) {
    List<LabelledPayment> payments = new ArrayList<>();
    for (int day = 0; day < 22; day++) {
      for (int i = 0; i < cardsAndFraudDays.length; i += 2) {
        List<?> frauds = (List<?>) cardsAndFraudDays[i + 1];
        payments.add(payment(day, (String) cardsAndFraudDays[i], 10, frauds.contains(day)));
      }
    }
    return payments;
  }

  private static long tested(PaymentRows rows, int card) {
    Fold fold = Fold.of(rows, FIRST_DAY);
    return IntStream.of(fold.test()).filter(row -> rows.card(row) == card).count();
  }

  @Test
  void fold_hasAWeekAGapAndAWeek() {
    PaymentRows rows = TestPayments.rows(days("a", List.of()));

    Fold fold = Fold.of(rows, FIRST_DAY);

    assertThat(fold.train()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(fold.test()).containsExactly(14, 15, 16, 17, 18, 19, 20);
  }

  @Test
  void card_fraudInTheTrainingWeek_isNotTested() {
    PaymentRows rows = TestPayments.rows(days("a", List.of(6), "b", List.of()));

    assertThat(tested(rows, 0)).isZero();
    assertThat(tested(rows, 1)).isEqualTo(7);
  }

  @Test
  void card_fraudInTheGap_isTestedUntilItIsKnown() {
    // day 7 is known when test day 1 begins, which is day 15; so only day 14 is tested
    assertThat(tested(TestPayments.rows(days("a", List.of(7))), 0)).isEqualTo(1);
    assertThat(tested(TestPayments.rows(days("a", List.of(12))), 0)).isEqualTo(6);
    assertThat(tested(TestPayments.rows(days("a", List.of(13))), 0)).isEqualTo(7);
  }
}

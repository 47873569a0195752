package dev.weir.retrain.fraud.train;

import static dev.weir.retrain.fraud.TestPayments.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.fraud.TestPayments;
import dev.weir.retrain.fraud.data.LabelledPayment;
import dev.weir.retrain.fraud.data.PaymentRows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class TimeSplitTest {
  private static PaymentRows days(int days, int aDay, IntPredicate fraud) {
    List<LabelledPayment> payments = new ArrayList<>();
    for (int i = 0; i < days * aDay; i++) {
      payments.add(payment(i / aDay, 1_000 + i % aDay, "c" + i % 40, "t", 9, fraud.test(i)));
    }
    return TestPayments.rows(payments);
  }

  @Test
  void split_of130Days_warmsUpTrainsStopsAndTests() {
    PaymentRows rows = days(130, 40, i -> i % 10 == 0);

    TimeSplit split = TimeSplit.of(rows, true);

    assertThat(split.train()).hasSize(60 * 40).startsWith(30 * 40);
    assertThat(split.valid()).hasSize(20 * 40).startsWith(90 * 40);
    assertThat(split.test()).hasSize(20 * 40).endsWith(130 * 40 - 1);
    assertThat(TimeSplit.of(rows, false).test()).isEmpty();
    assertThat(TimeSplit.allOf(rows)).hasSize(100 * 40);
  }

  @Test
  void split_ofTooFew_saysHowManyAreNeeded() {
    assertThatThrownBy(() -> TimeSplit.of(days(10, 40, i -> i % 10 == 0), true))
        .isInstanceOf(TrainingDataException.class)
        .hasMessageContaining("at least 1000 with 50 frauds are needed");
    assertThatThrownBy(() -> TimeSplit.of(TestPayments.rows(List.of()), true))
        .hasMessage("there are no payments to train on");
  }

  @Test
  void split_ofOneClass_isRefused() {
    assertThatThrownBy(() -> TimeSplit.of(days(130, 40, i -> false), true))
        .hasMessageContaining("with 0 frauds are left to train on");
    assertThatThrownBy(() -> TimeSplit.of(days(130, 40, i -> true), true))
        .hasMessageContaining("all 2400 payments to train on are fraud");
  }
}

package dev.weir.retrain.learning.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaymentSampleTest {

  @Test
  void rows_ofMoreThanFit_standForAll() {
    PaymentSample sample = sample(rows(10_000), 1_000);

    List<PaymentRow> kept = sample.rows();

    assertThat(kept.size()).isBetween(400, 1_000);
    assertThat(kept).allMatch(row -> row.weight() == sample.weight());
    double all = kept.stream().mapToInt(PaymentRow::weight).sum();
    assertThat(all).isCloseTo(10_000, within(1_500.0));
  }

  @Test
  void rows_inAnotherOrder_areTheSame() {
    List<PaymentRow> rows = rows(3_000);
    List<PaymentRow> other = new ArrayList<>(rows);
    Collections.shuffle(other, new Random(3));

    assertThat(ids(sample(rows, 1_000))).isEqualTo(ids(sample(other, 1_000)));
  }

  @Test
  void rows_thatFit_areAllThere() {
    PaymentSample sample = sample(rows(1_000), 1_000);

    assertThat(sample.rows()).hasSize(1_000).allMatch(row -> row.weight() == 1);
  }

  private static List<String> ids(PaymentSample sample) {
    return sample.rows().stream().map(PaymentRow::eventId).sorted().toList();
  }

  private static PaymentSample sample(List<PaymentRow> rows, int most) {
    PaymentSample sample = new PaymentSample(most);
    rows.forEach(sample::add);
    return sample;
  }

  private static List<PaymentRow> rows(int count) {
    List<PaymentRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new PaymentRow("t-" + i, "c", i, i, false, false, false, 1, new float[0]));
    }
    return rows;
  }
}

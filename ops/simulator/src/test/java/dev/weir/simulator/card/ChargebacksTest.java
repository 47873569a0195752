package dev.weir.simulator.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.Feedback;
import dev.weir.simulator.truth.CardTruth;
import dev.weir.simulator.truth.Labelled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChargebacksTest {

  private static final Instant FIRST_DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TEN_DAYS = Duration.ofDays(10);

  private final TransactionSource source =
      new TransactionSource(3, FIRST_DAY, CardWorld.ofPaymentsADay(1_000));
  private final Chargebacks banks = new Chargebacks(3);

  @Test
  void everyFraud_isLabelledOnceTwoToSevenDaysLater() {
    Map<String, Instant> frauds = new HashMap<>();
    List<Feedback> labels = new ArrayList<>();
    Instant now = FIRST_DAY;
    while (now.isBefore(FIRST_DAY.plus(TEN_DAYS))) {
      Labelled<CardTransaction, CardTruth> paid = source.next();
      now = paid.event().getOccurredAt();
      if (paid.truth().isFraud()) {
        frauds.put(paid.event().getEventId(), now);
      }
      banks.paid(paid.event(), paid.truth());
      for (Feedback label : banks.due(now)) {
        assertThat(label.getLabelledAt()).isBeforeOrEqualTo(now);
        labels.add(label);
      }
    }
    labels.addAll(banks.due(now.plus(TEN_DAYS)));

    assertThat(labels)
        .extracting(Feedback::getEventId)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(frauds.keySet());
    for (Feedback label : labels) {
      assertThat(Duration.between(frauds.get(label.getEventId()), label.getLabelledAt()))
          .isBetween(Duration.ofDays(2), Duration.ofDays(7));
    }
    assertThat(banks.due(Instant.MAX)).isEmpty();
  }

  @Test
  void worldOfAThousandPaymentsADay_hasAboutAsMany() {
    int payments = 0;
    Instant end = FIRST_DAY.plus(TEN_DAYS);
    while (source.next().event().getOccurredAt().isBefore(end)) {
      payments++;
    }
    assertThat(payments / 10).isBetween(900, 1_200);
  }
}

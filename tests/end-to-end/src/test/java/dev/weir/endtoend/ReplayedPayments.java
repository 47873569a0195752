package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.FraudVerdict;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudReplay;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.fraud.Payments;
import dev.weir.simulator.card.CardWorld;
import dev.weir.simulator.card.Chargebacks;
import dev.weir.simulator.card.TransactionSource;
import dev.weir.simulator.truth.CardTruth;
import dev.weir.simulator.truth.Labelled;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Simulated payments of sixty days ago and later, labels of them that come days late, and the rows
 * that the offline path has for them. Confined to one thread.
 */
final class ReplayedPayments {

  private final Instant firstDay = Instant.now().minus(60, ChronoUnit.DAYS);
  private final TransactionSource source;
  private final Chargebacks banks = new Chargebacks(4);
  private final FraudReplay replay = new FraudReplay(FraudSettings.defaults());
  private final Map<String, Payment> paid = new HashMap<>();
  private final Map<String, float[]> expected = new HashMap<>();
  private Labelled<CardTransaction, CardTruth> next;
  private int labels;

  ReplayedPayments(double paymentsADay) {
    source = new TransactionSource(4, firstDay, CardWorld.ofPaymentsADay(paymentsADay));
    next = source.next();
  }

  /** The end of that day, of which the first is 0. */
  Instant endOf(int day) {
    return firstDay.truncatedTo(ChronoUnit.DAYS).plus(day + 1L, ChronoUnit.DAYS);
  }

  /** The payments until then, which the replay has seen, with its rows of them. */
  List<CardTransaction> payments(Instant until) {
    List<CardTransaction> payments = new ArrayList<>();
    for (; next.event().getOccurredAt().isBefore(until); next = source.next()) {
      CardTransaction event = next.event();
      Payment payment = Payments.of(event);
      paid.put(event.getEventId(), payment);
      expected.put(event.getEventId(), replay.next(payment));
      banks.paid(event, next.truth());
      payments.add(event);
    }
    return payments;
  }

  /** The labels until then, of which the replay has been told. */
  List<Feedback> labels(Instant until) {
    List<Feedback> due = banks.due(until);
    for (Feedback label : due) {
      Payment payment = paid.get(label.getEventId());
      replay.label(payment, label.getLabelledAt().toEpochMilli(), true);
    }
    labels += due.size();
    return due;
  }

  int paymentCount() {
    return paid.size();
  }

  int labelCount() {
    return labels;
  }

  /** Rows that no verdict was seen of, by event id. */
  Map<String, float[]> unanswered() {
    return expected;
  }

  /** Takes the row of that payment, with which its verdict agrees to the last bit. */
  void assertSame(FraudVerdict verdict) {
    float[] row = expected.remove(verdict.getEventId());
    assertThat(row).as("row of %s", verdict.getEventId()).isNotNull();
    for (FraudFeature feature : FraudFeature.values()) {
      Float seen = verdict.getFeatures().get(feature.column());
      float replayed = row[feature.index()];
      if (Float.floatToIntBits(seen == null ? Float.NaN : seen) != Float.floatToIntBits(replayed)) {
        throw new AssertionError(
            "%s of %s: the job has %s, the replay %s"
                .formatted(feature.column(), verdict.getEventId(), seen, replayed));
      }
    }
  }
}

package dev.weir.scoring.stage;

import dev.weir.scoring.event.FraudEvent;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.record.RawRecord;
import java.util.List;

/** Payments for tests, as an intake would let them in. */
final class Paying {

  private Paying() {}

  static FraudItem.Paid paid(String eventId, Payment payment) {
    RawRecord origin =
        new RawRecord("transactions", 0, 7, payment.occurredAt(), null, null, List.of());
    FraudEvent event = new FraudEvent(eventId, payment, "EUR", null, null, null, null);
    return new FraudItem.Paid(FraudRequest.of(origin, event), false);
  }

  static FraudItem.Paid paid(String eventId, String card, long at) {
    return paid(eventId, Payment.of(at, 125_000, card, "terminal"));
  }
}

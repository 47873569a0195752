package dev.weir.flink.testing;

import dev.weir.scoring.event.FraudEvent;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.stage.FraudItem;
import java.util.List;
import java.util.Random;

/** Payments for tests, as an intake would let them in. */
public final class Payments {

  private Payments() {}

  /** A payment at its Kafka time. */
  public static FraudItem.Paid paid(String eventId, Payment payment) {
    RawRecord origin =
        new RawRecord(
            "transactions", 0, eventId.hashCode(), payment.occurredAt(), null, null, List.of());
    FraudEvent event = new FraudEvent(eventId, payment, "EUR", null, null, null, null);
    return new FraudItem.Paid(FraudRequest.of(origin, event), false);
  }

  /** A payment by card at a terminal, without merchant or device. */
  public static FraudItem.Paid paid(String eventId, String card, long at) {
    return paid(eventId, Payment.of(at, 125_000, card, "terminal"));
  }

  /** Any payment at that time, of few enough parties that they meet again. */
  public static Payment any(Random random, long at) {
    return new Payment(
        at,
        random.nextInt(2_000_000) - 100_000,
        "card-" + random.nextInt(20),
        "terminal-" + random.nextInt(30),
        random.nextInt(5) == 0 ? null : "merchant-" + random.nextInt(8),
        random.nextInt(3) == 0 ? "device-" + random.nextInt(20) : null,
        random.nextBoolean(),
        random.nextInt(4) == 0 ? null : random.nextBoolean(),
        random.nextInt(3) == 0 ? Double.NaN : 40 + random.nextDouble() * 10,
        random.nextDouble() * 10);
  }
}

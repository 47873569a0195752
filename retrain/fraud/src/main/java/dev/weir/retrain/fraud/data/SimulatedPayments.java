package dev.weir.retrain.fraud.data;

import dev.weir.scoring.fraud.Payments;
import dev.weir.simulator.card.CardWorld;
import dev.weir.simulator.card.TransactionSource;
import dev.weir.simulator.truth.CardTruth;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Payments of Weir's simulator in the handbook's world (5,000 cards, 10,000 terminals), some 9,700
 * a day. The same seed and days give the same payments.
 *
 * @param seed of the simulator
 * @param days to simulate
 */
public record SimulatedPayments(long seed, int days) implements PaymentSource {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public String name() {
    return "simulator, %d days, seed %d".formatted(days, seed);
  }

  @Override
  public boolean timesAreMadeUp() {
    return true;
  }

  @Override
  public void forEach(Consumer<LabelledPayment> sink) {
    TransactionSource source = new TransactionSource(seed, START, CardWorld.ofHandbook());
    Instant end = START.plus(Duration.ofDays(days));
    for (var next = source.next();
        next.event().getOccurredAt().isBefore(end);
        next = source.next()) {
      CardTruth truth = next.truth();
      sink.accept(
          new LabelledPayment(
              truth.eventId(), Payments.of(next.event()), true, truth.isFraud(), truth.scenario()));
    }
  }
}

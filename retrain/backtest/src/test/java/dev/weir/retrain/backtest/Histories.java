package dev.weir.retrain.backtest;

import dev.weir.schemas.Policy;
import dev.weir.scoring.OfflineFraudScoring;
import dev.weir.scoring.event.FraudEvent;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.policy.FraudFacts;
import dev.weir.scoring.policy.FraudPolicies;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.PolicyCheck;
import dev.weir.scoring.record.RawRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Small histories, written by hand. */
public final class Histories {

  public static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");

  /** Declines from 100 on, reviews from 50 on, and has two rules on trial. */
  public static final String BY_AMOUNT =
      """
      name: amounts
      version: 4
      scope: transaction
      rules:
        - {name: large, expression: transaction.amount >= 100.0, outcome: block, reason_code: a.large}
        - {name: some, expression: transaction.amount >= 50.0, outcome: review, reason_code: a.some}
        - {name: tiny, expression: transaction.amount < 10.0, outcome: block, mode: shadow, reason_code: a.tiny}
        - {name: broken, expression: 1 / size(transaction.merchant) > 5, outcome: review, reason_code: a.broken}
      """;

  private static final Path SHIPPED = Path.of("..", "..", "models", "weir-fraud", "1.0.0");

  private Histories() {}

  public static OfflineFraudScoring model() {
    return OfflineFraudScoring.open(SHIPPED, FraudSettings.defaults());
  }

  public static PolicyBook<FraudFacts> book(String yaml) {
    PolicyCheck.Result read = PolicyCheck.read(yaml, "test", Instant.EPOCH, "test");
    Policy policy = Objects.requireNonNull(read.policy(), () -> read.problems().toString());
    return PolicyBook.of(FraudPolicies.DOMAIN, policy.getName())
        .with(policy.getName(), policy)
        .book();
  }

  /** A payment so many hours after {@link #DAY}. */
  public static FraudRequest payment(String id, double hours, double amount) {
    long at = DAY.plus(Duration.ofMinutes((long) (hours * 60))).toEpochMilli();
    return request(
        id, Payment.of(at, Math.round(amount * Payment.UNIT), "secret-card", "terminal"));
  }

  public static FraudRequest request(String id, Payment payment) {
    return FraudRequest.of(
        new RawRecord("transactions", 0, 0, payment.occurredAt(), null, null, List.of()),
        new FraudEvent(id, payment, "EUR", null, null, null, null));
  }
}

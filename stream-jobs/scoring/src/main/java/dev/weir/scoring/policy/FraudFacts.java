package dev.weir.scoring.policy;

import dev.weir.scoring.event.FraudEvent;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.Payment;

/**
 * What a policy may look at for one transaction. Immutable, but for the request's row.
 *
 * @param request the transaction, all its features filled in
 * @param risk calibrated probability of fraud
 */
public record FraudFacts(FraudRequest request, float risk) {

  FraudEvent event() {
    return request.event();
  }

  Payment payment() {
    return event().payment();
  }
}

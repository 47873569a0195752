package dev.weir.scoring.stage;

import dev.weir.scoring.Admission;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.event.ScoringRequest;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.PaymentKeys;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What passes from stage to stage of fraud scoring. A payment and its label are of one stream and
 * have the same key at every stage, so a label stays behind its payment all the way
 * (docs/decisions/0066).
 */
public sealed interface FraudItem {

  /**
   * A payment on its way to a verdict; its row belongs to the stage that holds it.
   *
   * @param repeated whether histories hold this event id already: it is judged again, not added
   */
  record Paid(FraudRequest request, boolean repeated) implements FraudItem {}

  /**
   * A vote on its way to the keys of its payment.
   *
   * @param atMillis Kafka timestamp of its record
   */
  record Voted(FraudVote vote, long atMillis) implements FraudItem {}

  /**
   * A label on its way to the histories of its payment and to the alerts of its card.
   *
   * @param keys of the payment
   * @param knownAt when the label was decided, never before the payment was made
   * @param fraud false: genuine
   * @param folded whether histories learn something by it; otherwise it is for alerts alone
   * @param atMillis Kafka timestamp of the label, or of its payment where that came later
   */
  record Labelled(
      String eventId, PaymentKeys keys, long knownAt, boolean fraud, boolean folded, long atMillis)
      implements FraudItem {}

  /**
   * A record that is answered already.
   *
   * @param deadLetter its answer
   * @param stage where it failed
   */
  record Refused(OutboundRecord deadLetter, Stage stage) implements FraudItem {}

  /** A transaction as the intake judged it. */
  static FraudItem ofPayment(Admission<FraudRequest> admission) {
    if (admission instanceof Admission.Accepted<FraudRequest> accepted) {
      return new Paid(accepted.request(), false);
    }
    return refused((Admission.Refused<FraudRequest>) admission);
  }

  /** A feedback as the intake judged it; null where it is about another task. */
  static @Nullable FraudItem ofVote(Admission<Optional<FraudVote>> admission, RawRecord record) {
    if (admission instanceof Admission.Accepted<Optional<FraudVote>> accepted) {
      return accepted
          .request()
          .<FraudItem>map(vote -> new Voted(vote, record.timestamp()))
          .orElse(null);
    }
    return refused((Admission.Refused<Optional<FraudVote>>) admission);
  }

  /** The request of a payment, null for all else. */
  static @Nullable ScoringRequest request(FraudItem item) {
    return item instanceof Paid paid ? paid.request() : null;
  }

  private static FraudItem refused(Admission.Refused<?> refused) {
    return new Refused(refused.deadLetter(), refused.stage());
  }
}

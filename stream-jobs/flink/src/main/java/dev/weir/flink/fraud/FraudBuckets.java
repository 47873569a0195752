package dev.weir.flink.fraud;

import static java.util.Objects.requireNonNull;

import dev.weir.flink.stage.StageKeys;
import dev.weir.flink.state.Buckets;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItem.Refused;
import dev.weir.scoring.stage.FraudKeys;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * By which bucket each stage of the fraud job is keyed: the buckets of {@link FraudKeys}, and some
 * bucket for a dead letter. Functions of the item alone, since sender and receiver both compute
 * them.
 */
public final class FraudBuckets {

  private FraudBuckets() {}

  /** The bucket of the event id. */
  public static int byEvent(FraudItem item) {
    return item instanceof Refused refused
        ? StageKeys.ofDeadLetter(refused.deadLetter())
        : Buckets.of(requireNonNull(FraudKeys.event(item)));
  }

  /** The bucket of the card, terminal, merchant or device, or of the event id without one. */
  public static KeySelector<FraudItem, Integer> by(Party party) {
    return item ->
        item instanceof Refused
            ? byEvent(item)
            : Buckets.of(requireNonNull(FraudKeys.partyOrEvent(party, item)));
  }
}

package dev.weir.flink.fraud;

import dev.weir.flink.fraud.FraudItem.Labelled;
import dev.weir.flink.fraud.FraudItem.Paid;
import dev.weir.flink.fraud.FraudItem.Refused;
import dev.weir.flink.fraud.FraudItem.Voted;
import dev.weir.flink.stage.StageKeys;
import dev.weir.flink.state.Buckets;
import dev.weir.scoring.HistoryStage;
import dev.weir.scoring.label.PartyLabel.Party;
import org.apache.flink.api.java.functions.KeySelector;
import org.jspecify.annotations.Nullable;

/**
 * By which bucket each stage of the fraud job is keyed. What a stage has no history for – a payment
 * without a device, a dead letter – is spread by what it does have. Functions of the item alone,
 * and the same for a payment and its label.
 */
public final class FraudKeys {

  private FraudKeys() {}

  /** The bucket of the event id. */
  public static int byEvent(FraudItem item) {
    if (item instanceof Paid paid) {
      return Buckets.of(paid.request().eventId());
    }
    if (item instanceof Labelled label) {
      return Buckets.of(label.eventId());
    }
    if (item instanceof Voted voted) {
      return Buckets.of(voted.vote().eventId());
    }
    return StageKeys.ofDeadLetter(((Refused) item).deadLetter());
  }

  /** The bucket of the card, terminal, merchant or device. */
  public static KeySelector<FraudItem, Integer> by(Party party) {
    return item -> {
      String key = key(party, item);
      return key == null ? byEvent(item) : Buckets.of(key);
    };
  }

  private static @Nullable String key(Party party, FraudItem item) {
    if (item instanceof Paid paid) {
      return HistoryStage.key(party, paid.request().event().payment());
    }
    return item instanceof Labelled label ? HistoryStage.key(party, label.keys()) : null;
  }
}

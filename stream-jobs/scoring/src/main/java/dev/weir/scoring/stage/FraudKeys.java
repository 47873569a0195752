package dev.weir.scoring.stage;

import dev.weir.scoring.HistoryStage;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.stage.FraudItem.Labelled;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.scoring.stage.FraudItem.Voted;
import org.jspecify.annotations.Nullable;

/**
 * By what each stage of fraud scoring is keyed. A payment that a stage has no history for, such as
 * one without a device, is spread by its event id. Functions of the item alone, and the same for a
 * payment and its label. Stateless.
 */
public final class FraudKeys {

  private FraudKeys() {}

  /** The event id; null of a dead letter, which has none. */
  public static @Nullable String event(FraudItem item) {
    if (item instanceof Paid paid) {
      return paid.request().eventId();
    }
    if (item instanceof Labelled label) {
      return label.eventId();
    }
    return item instanceof Voted voted ? voted.vote().eventId() : null;
  }

  /** Id of the card, terminal, merchant or device; null where the item has none. */
  public static @Nullable String party(Party party, FraudItem item) {
    if (item instanceof Paid paid) {
      return HistoryStage.key(party, paid.request().event().payment());
    }
    return item instanceof Labelled label ? HistoryStage.key(party, label.keys()) : null;
  }

  /** The same, or the event id where there is none. */
  public static @Nullable String partyOrEvent(Party party, FraudItem item) {
    String key = party(party, item);
    return key == null ? event(item) : key;
  }
}

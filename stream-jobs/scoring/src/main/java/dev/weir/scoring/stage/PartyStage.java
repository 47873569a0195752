package dev.weir.scoring.stage;

import dev.weir.scoring.HistoryStage;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.stage.FraudItem.Labelled;
import dev.weir.scoring.stage.FraudItem.Paid;
import org.jspecify.annotations.Nullable;

/**
 * The stage of histories of one kind: fills the columns of a payment from the history of its card,
 * terminal, merchant or device, adds the payment to it, and folds labels in. A payment that the
 * history holds already is judged by it and not added again. All items pass. Histories are bytes
 * that the binding keeps under {@link #key}. Confined to one thread.
 */
public final class PartyStage {

  private final Party party;
  private final HistoryStage stage;

  /**
   * @param party whose histories
   */
  public PartyStage(Party party, FraudSettings settings) {
    this.party = party;
    this.stage = new HistoryStage(party, settings);
  }

  /** Whose history to look up for an item; null if none, and then {@link #passBy} is all. */
  public @Nullable String key(FraudItem item) {
    boolean meets = item instanceof Paid || (item instanceof Labelled label && label.folded());
    return meets ? FraudKeys.party(party, item) : null;
  }

  /** What becomes of an item without a {@link #key}: a payment learns that it has no such party. */
  public void passBy(FraudItem item) {
    if (item instanceof Paid paid) {
      stage.missing(paid.request().event().payment(), paid.request().row());
    }
  }

  /**
   * What becomes of an item that has a {@link #key}.
   *
   * @param known the history so far, null for a new one
   * @return the history to be kept, null where it stays as it is
   * @throws IllegalArgumentException if the bytes are no history, or of another version
   */
  public byte @Nullable [] pass(FraudItem item, byte @Nullable [] known) {
    if (item instanceof Paid paid) {
      FraudRequest request = paid.request();
      byte[] history = stage.payment(request.event().payment(), known, request.row());
      return paid.repeated() ? null : history;
    }
    Labelled label = (Labelled) item;
    return stage.label(label.keys().occurredAt(), label.knownAt(), label.fraud(), known);
  }

  /** Kafka timestamp of an item that has a {@link #key}. */
  public static long atMillis(FraudItem item) {
    return item instanceof Paid paid
        ? paid.request().origin().timestamp()
        : ((Labelled) item).atMillis();
  }
}

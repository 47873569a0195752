package dev.weir.scoring.fraud;

import org.jspecify.annotations.Nullable;

/**
 * The features of card payments: adds a payment to the histories that it belongs to and fills its
 * row, {@code float[FraudFeature.count()]}, missing values being NaN. Online and offline use this
 * class alone, and the same payments in the same order give the same bits.
 *
 * <p>Time is the time of the payments. A window reaches from the payment back and holds what has
 * arrived of it; payments of the same time count in the order of their arrival. A payment that
 * comes late is put in its place, sees nothing that is younger than itself, and is seen by all that
 * come after it; up to a day late it finds its longest window whole. Labels are seen by payments
 * from the moment on at which they became known, never before.
 *
 * <p>The stages may run on different machines, as each needs one history only: first {@link #card},
 * then {@link #terminal}, {@link #merchant} and {@link #device} in any order on the same row. Two
 * events of the same id must have been dropped before. Not thread-safe: it holds scratch memory.
 */
public final class FraudFeatures {
  private final long labelDelay;
  private final PaymentFeatures payments;
  private final CardFeatures cards = new CardFeatures();
  private final PartyFeatures terminals;
  private final PartyFeatures merchants;
  private final PartyFeatures devices;

  public FraudFeatures(FraudSettings settings) {
    labelDelay = settings.labelDelay().toMillis();
    payments = new PaymentFeatures(settings.zone());
    terminals = new PartyFeatures("terminal", labelDelay);
    merchants = new PartyFeatures("merchant", labelDelay);
    devices = new PartyFeatures("device", labelDelay);
  }

  /** An empty history for a terminal, a merchant or a device. */
  public PartyHistory newParty() {
    return new PartyHistory(labelDelay);
  }

  /** Fills what the payment and its card say. */
  public void card(Payment payment, CardHistory card, float[] row) {
    payments.fill(payment, row);
    cards.add(payment, card, row);
  }

  /** Fills what the terminal says. */
  public void terminal(Payment payment, PartyHistory terminal, float[] row) {
    terminals.add(payment, terminal, againstHabit(row), row);
  }

  /** Fills what the merchant says; null if the payment names none. */
  public void merchant(Payment payment, @Nullable PartyHistory merchant, float[] row) {
    party(merchants, payment, merchant, row);
  }

  /** Fills what the device says; null if the payment names none. */
  public void device(Payment payment, @Nullable PartyHistory device, float[] row) {
    party(devices, payment, device, row);
  }

  private static void party(
      PartyFeatures features, Payment payment, @Nullable PartyHistory party, float[] row) {
    if (party == null) {
      features.missing(row);
    } else {
      features.add(payment, party, againstHabit(row), row);
    }
  }

  private static float againstHabit(float[] row) {
    float ratio = row[FraudFeature.CARD_AMOUNT_TO_MEDIAN.index()];
    return Float.isNaN(ratio) ? row[FraudFeature.CARD_AMOUNT_TO_LIFE_MEAN.index()] : ratio;
  }

  /**
   * Folds a label into the history of a card.
   *
   * @param occurredAt when the payment was made
   * @param knownAt when the label was decided; payments before that do not see it
   * @param fraud false takes an earlier label back
   */
  public void label(long occurredAt, long knownAt, boolean fraud, CardHistory card) {
    fold(occurredAt, knownAt, fraud, Float.NaN, card.frauds);
  }

  /** Folds a label into the history of a terminal, a merchant or a device. */
  public void label(long occurredAt, long knownAt, boolean fraud, PartyHistory party) {
    int entry = party.payments.lastUpTo(occurredAt);
    boolean found = entry >= 0 && party.payments.time(entry) == occurredAt;
    float ratio = found ? party.payments.ratio(entry) : Float.NaN;
    fold(occurredAt, knownAt, fraud, ratio, party.frauds);
  }

  private static void fold(
      long occurredAt, long knownAt, boolean fraud, float ratio, FraudLog frauds) {
    if (fraud) {
      frauds.add(occurredAt, Math.max(occurredAt, knownAt), ratio);
    } else {
      frauds.takeBack(occurredAt);
    }
  }
}

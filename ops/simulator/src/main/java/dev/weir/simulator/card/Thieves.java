package dev.weir.simulator.card;

import dev.weir.simulator.random.Dice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What thieves do beside the owners, who go on paying:
 *
 * <ul>
 *   <li>stolen card data, two cards a day: within two hours three to eight small payments in a
 *       foreign web shop to see whether the card works, then one to four large ones, from a device
 *       that the thief uses for about six cards;
 *   <li>a copied card, one a day: for up to three days one to three payments a day by magnetic
 *       stripe at foreign terminals, of one to three times the usual amount.
 * </ul>
 *
 * Not thread-safe.
 */
final class Thieves {
  private static final int STOLEN_DATA_A_DAY = 2;
  private static final int CARDS_PER_DEVICE = 6;
  private static final int COPY_DAYS = 3;
  private static final long HOUR = 3_600_000;

  private final CardHolders holders;
  private final int shops;
  private final Dice dice;
  private final List<Copy> copies = new ArrayList<>();
  private int devices;

  private record Copy(int card, int untilDay) {}

  Thieves(CardHolders holders, int shops, Dice dice) {
    this.holders = holders;
    this.shops = shops;
    this.dice = dice;
  }

  /** What they do on a day, by time. */
  List<CardUse> day(int day) {
    List<CardUse> uses = new ArrayList<>();
    for (int i = 0; i < STOLEN_DATA_A_DAY; i++) {
      useStolenData(dice.below(holders.count()), uses);
    }
    copies.removeIf(copy -> copy.untilDay() <= day);
    copies.add(new Copy(dice.below(holders.count()), day + dice.between(1, COPY_DAYS)));
    for (Copy copy : copies) {
      for (int n = dice.between(1, 3); n > 0; n--) {
        long cents = Math.round(dice.uniform(1, 3) * holders.meanCents(copy.card()));
        uses.add(
            new CardUse(
                Math.round(dice.uniform(6, 24) * HOUR),
                copy.card(),
                dice.below(shops),
                cents,
                TransactionSource.COPIED,
                true,
                null,
                true));
      }
    }
    uses.sort(Comparator.comparingLong(CardUse::millis));
    return uses;
  }

  private void useStolenData(int card, List<CardUse> uses) {
    devices++;
    String device = "device-x" + (devices - 1) / CARDS_PER_DEVICE;
    double time = dice.uniform(0, 21) * HOUR;
    int shop = dice.below(shops);
    for (int n = dice.between(3, 8); n > 0; n--) {
      uses.add(online(time, card, shop, dice.between(100, 600), device));
      time += dice.uniform(0.01, 0.1) * HOUR;
    }
    for (int n = dice.between(1, 4); n > 0; n--) {
      time += dice.uniform(0.05, 0.3) * HOUR;
      long cents = Math.round(dice.uniform(1.5, 5) * holders.meanCents(card));
      uses.add(online(time, card, dice.below(shops), cents, device));
    }
  }

  private static CardUse online(double time, int card, int shop, long cents, String device) {
    return new CardUse(
        Math.round(time), card, shop, cents, TransactionSource.STOLEN_DATA, true, device, false);
  }
}

package dev.weir.simulator.card;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.EntryMode;
import dev.weir.schemas.GeoPoint;
import dev.weir.simulator.random.Dice;
import dev.weir.simulator.random.EventIds;
import dev.weir.simulator.truth.CardTruth;
import dev.weir.simulator.truth.Labelled;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Endless card transactions after the rules of the Fraud Detection Handbook simulator
 * (https://fraud-detection-handbook.github.io, chapter 3). Fraud is
 *
 * <ol>
 *   <li>every amount above 220;
 *   <li>everything at a terminal for 28 days after it was compromised, two a day;
 *   <li>with a card for 14 days after it was compromised, three a day: of its transactions a third,
 *       drawn one by one, with five times the amount;
 *   <li>what {@link Thieves} do with stolen card data in foreign web shops and with copied cards.
 * </ol>
 *
 * <p>Beyond the handbook, a fifth of the payments are made online, nine in ten of them from a
 * device of the card holder and the rest from a new one, and card holders travel: every day one in
 * two hundred sets out for five days and pays abroad.
 *
 * <p>The source keeps a calendar of its own: it goes through the days from {@code firstDay} on and
 * gives each day's transactions in the order of their time, however fast they are taken. Held in
 * memory are the cards, the terminals and 8 bytes per transaction of the current day. Not
 * thread-safe.
 */
public final class TransactionSource {
  /** Topic of the events, without prefix. */
  public static final String TOPIC = "transactions";

  /** Truths of the payments of {@link Thieves}. */
  static final int STOLEN_DATA = 4;

  static final int COPIED = 5;

  static final long LIMIT_CENTS = 220_00;
  private static final int FOREIGN_TERMINALS = 300;
  private static final int TRAVELLERS_PER_THOUSAND = 5;
  private static final double ONLINE_SHARE = 0.2;
  private static final double OWN_DEVICE_SHARE = 0.9;
  private static final int DAY_SECONDS = 86_400;
  private static final List<EntryMode> ENTRY_MODES =
      List.of(EntryMode.CONTACTLESS, EntryMode.CONTACTLESS, EntryMode.CHIP);
  private static final List<String> CATEGORIES =
      List.of("5411", "5812", "5541", "5912", "5651", "5732", "4111", "7832");

  private final Dice dice;
  private final EventIds ids;
  private final CardHolders holders;
  private final Terminals terminals;
  private final Compromised badTerminals;
  private final Compromised badCards;
  private final Compromised travellers;
  private final Thieves thieves;
  private final Instant firstDay;

  /**
   * Transactions of the day, by time: milliseconds of the day in the upper half, card in the lower.
   */
  private long[] today = new long[1024];

  private int todayCount;
  private int nextOfToday;
  private List<CardUse> thefts = List.of();
  private int nextTheft;
  private int newDevices;
  private int day;

  /**
   * @param firstDay any moment of the first simulated day (UTC)
   */
  public TransactionSource(long seed, Instant firstDay, CardWorld world) {
    this.dice = new Dice(seed);
    this.ids = new EventIds(dice.split());
    this.holders = new CardHolders(world.cards(), dice.split());
    this.terminals = new Terminals(world.terminals(), world.radius(), dice.split());
    this.badTerminals = new Compromised(world.terminals(), 2, 28);
    this.badCards = new Compromised(world.cards(), 3, 14);
    this.travellers =
        new Compromised(world.cards(), world.cards() * TRAVELLERS_PER_THOUSAND / 1000, 5);
    this.thieves = new Thieves(holders, FOREIGN_TERMINALS, dice.split());
    this.firstDay = firstDay.truncatedTo(ChronoUnit.DAYS);
  }

  /** The next transaction; never earlier than the one before. */
  public Labelled<CardTransaction, CardTruth> next() {
    while (true) {
      while (nextOfToday == todayCount && nextTheft == thefts.size()) {
        beginDay();
      }
      boolean thief =
          nextOfToday == todayCount
              || (nextTheft < thefts.size()
                  && thefts.get(nextTheft).millis() < today[nextOfToday] >>> 32);
      if (thief) {
        return transaction(thefts.get(nextTheft++));
      }
      long drawn = today[nextOfToday++];
      int card = (int) drawn;
      boolean abroad = travellers.on(day, card);
      int terminal =
          abroad
              ? dice.below(FOREIGN_TERMINALS)
              : terminals.near(holders.x(card), holders.y(card), dice);
      if (terminal != Terminals.NONE) {
        return transaction(owners(card, terminal, abroad, drawn >>> 32));
      }
    }
  }

  private void beginDay() {
    day++;
    badTerminals.beginDay(day, dice);
    badCards.beginDay(day, dice);
    travellers.beginDay(day, dice);
    thefts = thieves.day(day);
    nextTheft = 0;
    todayCount = 0;
    nextOfToday = 0;
    for (int card = 0; card < holders.count(); card++) {
      for (int n = holders.paymentsToday(card, dice); n > 0; n--) {
        double second = dice.normal(DAY_SECONDS / 2.0, 20_000);
        if (second > 0 && second < DAY_SECONDS) {
          add((long) (second * 1000) << 32 | card);
        }
      }
    }
    Arrays.sort(today, 0, todayCount);
  }

  private void add(long drawn) {
    if (todayCount == today.length) {
      today = Arrays.copyOf(today, todayCount * 2);
    }
    today[todayCount++] = drawn;
  }

  /** A payment of the card holder, unless the card has been compromised. */
  private CardUse owners(int card, int terminal, boolean abroad, long millis) {
    long cents = holders.amountCents(card, dice);
    int scenario = cents > LIMIT_CENTS ? 1 : 0;
    if (!abroad && badTerminals.on(day, terminal)) {
      scenario = 2;
    }
    if (badCards.on(day, card) && dice.below(3) == 0) {
      scenario = 3;
      cents *= 5;
    }
    @Nullable String device = null;
    if (dice.chance(ONLINE_SHARE)) {
      device =
          dice.chance(OWN_DEVICE_SHARE)
              ? "device-" + (1_000_000 + card)
              : "device-n" + newDevices++;
    }
    return new CardUse(millis, card, terminal, cents, scenario, abroad, device, false);
  }

  private Labelled<CardTransaction, CardTruth> transaction(CardUse use) {
    String eventId = ids.next();
    int terminal = use.terminal();
    String land = use.abroad() ? "x" : "";
    CardTransaction event =
        CardTransaction.newBuilder()
            .setEventId(eventId)
            .setOccurredAt(firstDay.plusMillis((day - 1L) * DAY_SECONDS * 1000 + use.millis()))
            .setCardId("card-" + (1_000_000 + use.card()))
            .setTerminalId("terminal-" + land + (1_000_000 + terminal))
            .setAmount(BigDecimal.valueOf(use.cents() * 100, 4))
            .setCurrency("EUR")
            .setMerchantId("merchant-" + land + (100_000 + terminal / 3))
            .setMerchantCategory(CATEGORIES.get(terminal / 3 % CATEGORIES.size()))
            .setCountry(use.abroad() ? "FR" : "DE")
            .setCardCountry("DE")
            .setEntryMode(entryMode(use))
            .setDeviceId(use.device())
            .setLocation(place(use))
            .build();
    return new Labelled<>(event, new CardTruth(eventId, TOPIC, use.scenario()));
  }

  private EntryMode entryMode(CardUse use) {
    if (use.device() != null) {
      return EntryMode.ONLINE;
    }
    return use.stripe() ? EntryMode.STRIPE : dice.pick(ENTRY_MODES);
  }

  /** Where the terminal stands; nobody knows where a device is. */
  private @Nullable GeoPoint place(CardUse use) {
    if (use.device() != null) {
      return null;
    }
    if (use.abroad()) {
      return new GeoPoint(45 + use.terminal() / 100.0, 2 + use.terminal() % 20 / 10.0);
    }
    return place(use.terminal());
  }

  /** The square of 100 by 100 laid on the map: a hundredth of a degree per unit. */
  private GeoPoint place(int terminal) {
    return new GeoPoint(48 + terminals.y(terminal) / 100.0, 8 + terminals.x(terminal) / 100.0);
  }
}

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

/**
 * Endless card transactions after the rules of the Fraud Detection Handbook simulator
 * (https://fraud-detection-handbook.github.io, chapter 3). Fraud is
 *
 * <ol>
 *   <li>every amount above 220;
 *   <li>everything at a terminal for 28 days after it was compromised, two a day;
 *   <li>with a card for 14 days after it was compromised, three a day: of its transactions a third,
 *       drawn one by one, with five times the amount.
 * </ol>
 *
 * <p>The source keeps a calendar of its own: it goes through the days from {@code firstDay} on and
 * gives each day's transactions in the order of their time, however fast they are taken. Held in
 * memory are the cards, the terminals and 8 bytes per transaction of the current day. Not
 * thread-safe.
 */
public final class TransactionSource {
  /** Topic of the events, without prefix. */
  public static final String TOPIC = "transactions";

  static final long LIMIT_CENTS = 220_00;
  private static final int DAY_SECONDS = 86_400;
  private static final List<EntryMode> ENTRY_MODES =
      List.of(EntryMode.CONTACTLESS, EntryMode.CONTACTLESS, EntryMode.CHIP, EntryMode.ONLINE);
  private static final List<String> CATEGORIES =
      List.of("5411", "5812", "5541", "5912", "5651", "5732", "4111", "7832");

  private final Dice dice;
  private final EventIds ids;
  private final CardHolders holders;
  private final Terminals terminals;
  private final Compromised badTerminals;
  private final Compromised badCards;
  private final Instant firstDay;

  /**
   * Transactions of the day, by time: milliseconds of the day in the upper half, card in the lower.
   */
  private long[] today = new long[1024];

  private int todayCount;
  private int nextOfToday;
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
    this.firstDay = firstDay.truncatedTo(ChronoUnit.DAYS);
  }

  /** The next transaction; never earlier than the one before. */
  public Labelled<CardTransaction, CardTruth> next() {
    while (true) {
      while (nextOfToday == todayCount) {
        beginDay();
      }
      long drawn = today[nextOfToday++];
      int card = (int) drawn;
      int terminal = terminals.near(holders.x(card), holders.y(card), dice);
      if (terminal != Terminals.NONE) {
        return transaction(card, terminal, drawn >>> 32);
      }
    }
  }

  private void beginDay() {
    day++;
    badTerminals.beginDay(day, dice);
    badCards.beginDay(day, dice);
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

  private Labelled<CardTransaction, CardTruth> transaction(int card, int terminal, long millis) {
    long cents = holders.amountCents(card, dice);
    int scenario = cents > LIMIT_CENTS ? 1 : 0;
    if (badTerminals.on(day, terminal)) {
      scenario = 2;
    }
    if (badCards.on(day, card) && dice.below(3) == 0) {
      scenario = 3;
      cents *= 5;
    }
    String eventId = ids.next();
    CardTransaction event =
        CardTransaction.newBuilder()
            .setEventId(eventId)
            .setOccurredAt(firstDay.plusMillis((day - 1L) * DAY_SECONDS * 1000 + millis))
            .setCardId("card-" + (1_000_000 + card))
            .setTerminalId("terminal-" + (1_000_000 + terminal))
            .setAmount(BigDecimal.valueOf(cents * 100, 4))
            .setCurrency("EUR")
            .setMerchantId("merchant-" + (100_000 + terminal / 3))
            .setMerchantCategory(CATEGORIES.get(terminal / 3 % CATEGORIES.size()))
            .setCountry("DE")
            .setCardCountry("DE")
            .setEntryMode(dice.pick(ENTRY_MODES))
            .setLocation(place(terminal))
            .build();
    return new Labelled<>(event, new CardTruth(eventId, TOPIC, scenario));
  }

  /** The square of 100 by 100 laid on the map: a hundredth of a degree per unit. */
  private GeoPoint place(int terminal) {
    return new GeoPoint(48 + terminals.y(terminal) / 100.0, 8 + terminals.x(terminal) / 100.0);
  }
}

package dev.weir.streams.state;

import dev.weir.scoring.alert.AlertBytes;
import dev.weir.scoring.alert.AlertMemory;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.dedup.FirstSeen;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.stage.FraudItemBytes;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.state.StoreBuilder;

/** The stores of fraud scoring; their names are part of the changelog topics' names. */
public final class FraudStores {

  /** Event id to where it was seen first. */
  public static final String SEEN = "event-ids";

  /** Event id to the keys of its payment and the label that holds. */
  public static final String LABELS = "labels";

  /** Card id to what is remembered of its alerts. */
  public static final String ALERTS = "alerts";

  /** Payments, and labels behind them, that wait for their batch. */
  public static final String PENDING = "pending";

  private static final int MOST_IN_HEAP = 20_000;

  /** Histories have 2 KB as a rule and 6 KB at most: some ten megabytes a store. */
  private static final int MOST_HISTORIES_IN_HEAP = 4_000;

  private FraudStores() {}

  /** Id of a card, terminal, merchant or device to its history. */
  public static String histories(Party party) {
    return party.name().toLowerCase(Locale.ROOT) + "-histories";
  }

  /** The stores of event ids and labels. */
  public static Set<StoreBuilder<?>> ofEvents(DuplicateWindow duplicates, Duration labelMemory) {
    return Set.of(
        MemoryStore.builder(
            SEEN,
            MemoryCodec.ofText(FirstSeen::toBytes, FirstSeen::fromBytes),
            duplicates.window(),
            MOST_IN_HEAP),
        ofBytes(LABELS, labelMemory, MOST_IN_HEAP));
  }

  /** The store of a party's histories. */
  public static Set<StoreBuilder<?>> ofHistories(Party party, Duration memory) {
    return Set.of(ofBytes(histories(party), memory, MOST_HISTORIES_IN_HEAP));
  }

  /** The stores of alerts and of what waits. */
  public static Set<StoreBuilder<?>> ofScoring() {
    return Set.of(
        MemoryStore.builder(
            ALERTS,
            MemoryCodec.ofText(AlertBytes::of, AlertBytes::read),
            AlertMemory.MEMORY,
            MOST_IN_HEAP),
        PendingStore.builder(PENDING, FraudItemBytes::of, FraudItemBytes::read));
  }

  private static StoreBuilder<MemoryStore<String, byte[]>> ofBytes(
      String name, Duration memory, int mostInHeap) {
    return MemoryStore.builder(
        name, MemoryCodec.ofText(Function.identity(), Function.identity()), memory, mostInHeap);
  }
}

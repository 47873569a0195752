package dev.weir.streams.state;

import dev.weir.scoring.feedback.EventKind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/** The stores of the join of labels; their names are part of the changelog topics' names. */
public final class FeedbackStores {

  /** Event id to the opinions on it. */
  public static final String VOTES = "votes";

  /** Labels without an event, by the time since when they wait. */
  public static final String WAITING = "labels-waiting";

  /** Author or card to the time until which its events are erased. */
  public static final String ERASED = "erased";

  private FeedbackStores() {}

  /** Event id to where the last verdict on it stands. */
  public static String places(EventKind kind) {
    return kind == EventKind.TEXT ? "text-verdict-places" : "fraud-verdict-places";
  }

  /**
   * A builder of each store.
   *
   * @param textVerdicts how long places of verdicts on texts are kept, at least
   * @param fraudVerdicts the same of verdicts on transactions
   */
  public static Set<StoreBuilder<?>> all(Duration textVerdicts, Duration fraudVerdicts) {
    return Set.of(
        window(places(EventKind.TEXT), textVerdicts),
        window(places(EventKind.TRANSACTION), fraudVerdicts),
        keyed(VOTES),
        keyed(WAITING),
        keyed(ERASED));
  }

  /** By time, so that what is old goes as whole files. */
  private static StoreBuilder<WindowStore<Bytes, byte[]>> window(String name, Duration retention) {
    return Stores.windowStoreBuilder(
            Stores.persistentWindowStore(name, retention, Duration.ofMillis(1), false),
            Serdes.Bytes(),
            Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(Map.copyOf(Changelogs.forgettingAfter(retention)));
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> keyed(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(Changelogs.compacted());
  }
}

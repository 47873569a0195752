package dev.weir.streams.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered by key for some time: the most recently used as objects, all of it on disk. A
 * value is written into the period of its last change; it is found in the present period and the
 * one before, so it lasts for a period or two, and older periods are dropped file by file. Time is
 * the task's stream time. Confined to the task's thread.
 *
 * @param <K> the key
 * @param <V> the memory; may be mutable, whoever changes it puts it again
 */
public final class MemoryStore<K, V> extends CommittedStore<WindowStore<Bytes, byte[]>> {

  /** Kafka Streams drops state by whole minutes at least. */
  private static final long SHORTEST_PERIOD_MILLIS = 60_000;

  private final MemoryCodec<K, V> codec;
  private final long periodMillis;
  private final int mostInHeap;
  private final Map<K, Held<K, V>> held = new LinkedHashMap<>(16, 0.75f, true);
  private final List<Held<K, V>> changed = new ArrayList<>();

  private MemoryStore(
      WindowStore<Bytes, byte[]> below,
      MemoryCodec<K, V> codec,
      long periodMillis,
      int mostInHeap) {
    super(below);
    this.codec = codec;
    this.periodMillis = periodMillis;
    this.mostInHeap = mostInHeap;
  }

  /** A builder of such stores, on disk and with a changelog under that name. */
  static <K, V> StoreBuilder<MemoryStore<K, V>> builder(
      String name, MemoryCodec<K, V> codec, Duration lifetime, int mostInHeap) {
    long period = Math.max(lifetime.toMillis(), SHORTEST_PERIOD_MILLIS);
    Duration retention = Duration.ofMillis(2 * period);
    Duration window = Duration.ofMillis(period);
    StoreBuilder<WindowStore<Bytes, byte[]>> below =
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(name, retention, window, false),
            Serdes.Bytes(),
            Serdes.ByteArray());
    return new CommittedStoreBuilder<>(
        below,
        Changelogs.forgettingAfter(retention),
        store -> new MemoryStore<>(store, codec, period, mostInHeap));
  }

  /** The value of that key, or null where nothing is remembered at that stream time. */
  public @Nullable V get(K key, long streamMillis) {
    Held<K, V> hit = held.get(key);
    if (hit != null) {
      return hit.value;
    }
    byte[] bytes = fetch(codec.keyBytes(key), period(streamMillis));
    if (bytes == null) {
      return null;
    }
    V value = codec.fromBytes(bytes);
    hold(new Held<>(key, value));
    return value;
  }

  /** Keeps the value; written at the next commit, or earlier where the heap has no room for it. */
  public void put(K key, V value, long streamMillis) {
    Held<K, V> entry = held.get(key);
    if (entry == null) {
      entry = new Held<>(key, value);
      hold(entry);
    }
    entry.value = value;
    entry.period = period(streamMillis);
    if (!entry.changed) {
      entry.changed = true;
      changed.add(entry);
    }
  }

  @Override
  void writeBack() {
    changed.forEach(this::write);
    changed.clear();
  }

  @Override
  void forget() {
    held.clear();
    changed.clear();
  }

  private long period(long streamMillis) {
    return Math.floorDiv(streamMillis, periodMillis) * periodMillis;
  }

  private byte @Nullable [] fetch(Bytes key, long period) {
    byte[] present = below().fetch(key, period);
    return present != null || period < periodMillis
        ? present
        : below().fetch(key, period - periodMillis);
  }

  private void hold(Held<K, V> entry) {
    if (held.size() >= mostInHeap) {
      Iterator<Held<K, V>> eldest = held.values().iterator();
      write(eldest.next());
      eldest.remove();
    }
    held.put(entry.key, entry);
  }

  private void write(Held<K, V> entry) {
    if (entry.changed) {
      below().put(codec.keyBytes(entry.key), codec.toBytes(entry.value), entry.period);
      entry.changed = false;
    }
  }

  /** A value in the heap. */
  private static final class Held<K, V> {
    private final K key;
    private V value;
    private long period;
    private boolean changed;

    Held(K key, V value) {
      this.key = key;
      this.value = value;
    }
  }
}

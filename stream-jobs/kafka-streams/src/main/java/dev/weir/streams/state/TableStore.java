package dev.weir.streams.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A small table that is wholly in the heap, and in a changelogged store below as of the last
 * commit. Whoever fills it keeps it small. Confined to the task's thread.
 *
 * @param <K> the key
 * @param <V> the value; may be mutable, whoever changes it puts it again
 */
public final class TableStore<K, V> extends CommittedStore<KeyValueStore<Bytes, byte[]>> {

  private final TableCodec<K, V> codec;
  private final Set<K> changed = new HashSet<>();
  private @Nullable Map<K, V> rows;

  private TableStore(KeyValueStore<Bytes, byte[]> below, TableCodec<K, V> codec) {
    super(below);
    this.codec = codec;
  }

  /** A builder of such tables, with a changelog under that name. */
  public static <K, V> StoreBuilder<?> builder(String name, TableCodec<K, V> codec) {
    StoreBuilder<KeyValueStore<Bytes, byte[]>> below =
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    return new CommittedStoreBuilder<>(
        below, Changelogs.compacted(), store -> new TableStore<>(store, codec));
  }

  /** The value of that key, or null. */
  public @Nullable V get(K key) {
    return rows().get(key);
  }

  /** Keeps the value; written at the next commit. */
  public void put(K key, V value) {
    rows().put(key, value);
    changed.add(key);
  }

  /** Drops the value; gone from below at the next commit. */
  public void delete(K key) {
    rows().remove(key);
    changed.add(key);
  }

  /** All rows; not to be changed but by {@link #put} and {@link #delete}. */
  public Map<K, V> rows() {
    Map<K, V> known = rows;
    if (known == null) {
      known = new HashMap<>();
      try (KeyValueIterator<Bytes, byte[]> all = below().all()) {
        while (all.hasNext()) {
          KeyValue<Bytes, byte[]> row = all.next();
          known.put(codec.key(row.key.get()), codec.value(row.value));
        }
      }
      rows = known;
    }
    return known;
  }

  @Override
  void writeBack() {
    for (K key : changed) {
      V value = rows().get(key);
      Bytes at = Bytes.wrap(codec.keyBytes(key));
      if (value == null) {
        var unused = below().delete(at);
      } else {
        below().put(at, codec.valueBytes(value));
      }
    }
    changed.clear();
  }

  @Override
  void forget() {
    rows = null;
    changed.clear();
  }
}

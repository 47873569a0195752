package dev.weir.streams.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.scoring.drift.SliceCounts;
import dev.weir.streams.state.TableCodec;
import dev.weir.streams.state.TableStore;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.state.StoreBuilder;

/** The stores of drift; their names are part of the changelog topics' names. */
final class DriftStores {

  private DriftStores() {}

  static Set<StoreBuilder<?>> ofCounting() {
    return Set.of(
        TableStore.builder(
            CountProcessor.STORE,
            codec(WindowKey::bytes, WindowKey::of, SliceCounts::toBytes, SliceCounts::fromBytes)));
  }

  static Set<StoreBuilder<?>> ofComparing() {
    return Set.of(
        TableStore.builder(
            CompareProcessor.WINDOWS,
            codec(
                WindowKey::bytes, WindowKey::of, PartialCounts::toBytes, PartialCounts::fromBytes)),
        TableStore.builder(
            CompareProcessor.FIRST_RECORDS,
            codec(
                (String series) -> series.getBytes(UTF_8),
                bytes -> new String(bytes, UTF_8),
                FirstRecords::toBytes,
                FirstRecords::fromBytes)));
  }

  private static <K, V> TableCodec<K, V> codec(
      Function<K, byte[]> writeKey,
      Function<byte[], K> readKey,
      Function<V, byte[]> writeValue,
      Function<byte[], V> readValue) {
    return new TableCodec<>() {
      @Override
      public byte[] keyBytes(K key) {
        return writeKey.apply(key);
      }

      @Override
      public K key(byte[] bytes) {
        return readKey.apply(bytes);
      }

      @Override
      public byte[] valueBytes(V value) {
        return writeValue.apply(value);
      }

      @Override
      public V value(byte[] bytes) {
        return readValue.apply(bytes);
      }
    };
  }
}

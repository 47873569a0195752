package dev.weir.streams.state;

import org.apache.kafka.common.utils.Bytes;

/**
 * How keys become bytes, and memories bytes and back. Thread-safe.
 *
 * @param <K> the key
 * @param <V> the memory
 */
interface MemoryCodec<K, V> {

  Bytes keyBytes(K key);

  byte[] toBytes(V value);

  /**
   * @throws IllegalArgumentException when the bytes are not what {@link #toBytes} wrote
   */
  V fromBytes(byte[] bytes);
}

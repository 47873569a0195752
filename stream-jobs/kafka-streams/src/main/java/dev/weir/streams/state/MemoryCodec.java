package dev.weir.streams.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.function.Function;
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

  /** Of memories by a text, such as an id. */
  static <V> MemoryCodec<String, V> ofText(Function<V, byte[]> write, Function<byte[], V> read) {
    return of(key -> Bytes.wrap(key.getBytes(UTF_8)), write, read);
  }

  /** Of memories by a number. */
  static <V> MemoryCodec<Long, V> ofNumber(Function<V, byte[]> write, Function<byte[], V> read) {
    return of(key -> Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(key).array()), write, read);
  }

  private static <K, V> MemoryCodec<K, V> of(
      Function<K, Bytes> key, Function<V, byte[]> write, Function<byte[], V> read) {
    return new MemoryCodec<>() {
      @Override
      public Bytes keyBytes(K of) {
        return key.apply(of);
      }

      @Override
      public byte[] toBytes(V value) {
        return write.apply(value);
      }

      @Override
      public V fromBytes(byte[] bytes) {
        return read.apply(bytes);
      }
    };
  }
}

package dev.weir.streams.state;

/**
 * How the keys and values of a table become bytes and come back. Thread-safe.
 *
 * @param <K> the key
 * @param <V> the value
 */
public interface TableCodec<K, V> {

  byte[] keyBytes(K key);

  K key(byte[] bytes);

  byte[] valueBytes(V value);

  V value(byte[] bytes);
}

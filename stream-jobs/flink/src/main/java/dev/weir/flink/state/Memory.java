package dev.weir.flink.state;

/**
 * What an operator remembers of a name. Immutable; the arrays are the holder's.
 *
 * @param bucket of the name
 * @param expiresAtMillis event time until which it is needed
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that pass through
public record Memory(int bucket, byte[] name, byte[] bytes, long expiresAtMillis) {}

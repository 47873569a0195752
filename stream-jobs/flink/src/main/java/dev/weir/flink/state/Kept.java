package dev.weir.flink.state;

/**
 * What is remembered under one name, and until when. The bytes are the scoring core's own versioned
 * form; they are shared, not copied: whoever holds them does not write to them.
 *
 * @param expiresAtMillis event time from which on nobody needs it
 * @param bytes the memory
 */
@SuppressWarnings("ArrayRecordComponent") // an opaque memory, never compared
public record Kept(long expiresAtMillis, byte[] bytes) {}

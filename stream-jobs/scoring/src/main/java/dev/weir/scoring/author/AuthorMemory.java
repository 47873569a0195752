package dev.weir.scoring.author;

import dev.weir.schemas.Action;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What is remembered of one author, in {@value #BYTES} bytes: strikes that fade and counts. Time is
 * the Kafka timestamp of the author's records; one that comes late counts as if it came with the
 * last. The same records give the same memory on every machine. Immutable.
 */
public final class AuthorMemory {

  /** Size of {@link #toBytes()}. */
  public static final int BYTES = 1 + 4 * Long.BYTES + 3 * Integer.BYTES;

  /** After this time without a message nothing is remembered. */
  public static final Duration MEMORY = Duration.ofDays(30);

  static final Duration STRIKE_HALF_LIFE = Duration.ofDays(7);
  static final Duration RATE_HALF_LIFE = Duration.ofMinutes(1);

  private static final byte VERSION = 1;
  private static final double LN_2 = 0.6931471805599453;
  private static final AuthorMemory EMPTY = new AuthorMemory(0, 0, 0, 0, 0, 0, 0);

  private final long firstMillis;
  private final long lastMillis;
  private final double strikes;
  private final double rate;
  private final int messages;
  private final int reviewed;
  private final int removed;

  private AuthorMemory(
      long firstMillis,
      long lastMillis,
      double strikes,
      double rate,
      int messages,
      int reviewed,
      int removed) {
    this.firstMillis = firstMillis;
    this.lastMillis = lastMillis;
    this.strikes = strikes;
    this.rate = rate;
    this.messages = messages;
    this.reviewed = reviewed;
    this.removed = removed;
  }

  /** Of an author who has not written yet. */
  public static AuthorMemory empty() {
    return EMPTY;
  }

  /** What it comes to at that Kafka timestamp, in milliseconds since the epoch. */
  public AuthorStanding standing(long atMillis) {
    if (messages == 0 || atMillis >= expiresAtMillis()) {
      return AuthorStanding.UNKNOWN;
    }
    return new AuthorStanding(
        faded(strikes, atMillis, STRIKE_HALF_LIFE),
        faded(rate, atMillis, RATE_HALF_LIFE),
        messages,
        reviewed,
        removed,
        Math.max(0, atMillis - firstMillis));
  }

  /** The memory after a message with that action at that Kafka timestamp. */
  public AuthorMemory after(Action action, long atMillis) {
    AuthorStanding before = standing(atMillis);
    boolean fresh = before.messages() == 0;
    boolean strike = action == Action.REMOVE;
    return new AuthorMemory(
        fresh ? atMillis : firstMillis,
        fresh ? atMillis : Math.max(lastMillis, atMillis),
        before.strikes() + (strike ? 1 : 0),
        before.rate() + 1,
        increment(before.messages(), true),
        increment(before.reviewed(), action == Action.REVIEW),
        increment(before.removed(), strike));
  }

  private static int increment(int count, boolean counts) {
    return counts && count < Integer.MAX_VALUE ? count + 1 : count;
  }

  private double faded(double value, long atMillis, Duration halfLife) {
    long passed = atMillis - lastMillis;
    // StrictMath: the same bits on every machine, so that a replay gives the same verdicts
    return passed <= 0 || value == 0
        ? value
        : value * StrictMath.exp(-LN_2 * passed / halfLife.toMillis());
  }

  /** From when on, by Kafka timestamps, this memory says no more than an empty one. */
  public long expiresAtMillis() {
    return lastMillis + MEMORY.toMillis();
  }

  /** A version byte and the fields in the order of the constructor, big-endian. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .putLong(firstMillis)
        .putLong(lastMillis)
        .putDouble(strikes)
        .putDouble(rate)
        .putInt(messages)
        .putInt(reviewed)
        .putInt(removed)
        .array();
  }

  /**
   * What {@link #toBytes()} wrote.
   *
   * @throws IllegalArgumentException when the bytes are of another version or size
   */
  public static AuthorMemory fromBytes(byte[] bytes) {
    if (bytes.length != BYTES || bytes[0] != VERSION) {
      throw new IllegalArgumentException(
          "author state: expected "
              + BYTES
              + " bytes of version "
              + VERSION
              + "; got "
              + bytes.length
              + (bytes.length == 0 ? " bytes" : " bytes of version " + bytes[0])
              + "; this state is of a newer Weir, start that one or drop the state");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, BYTES - 1);
    return new AuthorMemory(
        in.getLong(),
        in.getLong(),
        in.getDouble(),
        in.getDouble(),
        in.getInt(),
        in.getInt(),
        in.getInt());
  }
}

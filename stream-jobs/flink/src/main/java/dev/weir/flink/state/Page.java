package dev.weir.flink.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered under the names of one hash, for a state back end on disk, which reads and
 * writes it as a whole. Immutable: whoever holds the bytes does not write to them.
 */
public final class Page {

  /** Nothing is remembered. */
  static final Page EMPTY = new Page(new byte[0]);

  private final byte[] bytes;

  /**
   * @param bytes as {@link Entries} lays them out
   */
  Page(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The memory of that name, or null. */
  byte @Nullable [] find(byte[] name) {
    int at = Entries.find(bytes, bytes.length, name);
    return at < 0 ? null : Entries.memory(bytes, at);
  }

  /** This page with that memory instead of what it had under the name. */
  Page with(byte[] name, byte[] memory, long expiresAtMillis) {
    int known = Entries.find(bytes, bytes.length, name);
    int head = known < 0 ? bytes.length : known;
    int tail = known < 0 ? bytes.length : Entries.end(bytes, known);
    int kept = head + bytes.length - tail;
    byte[] next = Arrays.copyOf(bytes, kept + Entries.sizeOf(name, memory));
    System.arraycopy(bytes, tail, next, head, bytes.length - tail);
    Entries.write(next, kept, name, memory, expiresAtMillis);
    return new Page(next);
  }

  /** What is left at that time: this page itself where nothing has expired. */
  Page livingAt(long nowMillis) {
    byte[] living = new byte[bytes.length];
    int size = Entries.copyLiving(bytes, bytes.length, nowMillis, living);
    if (size == bytes.length) {
      return this;
    }
    return size == 0 ? EMPTY : new Page(Arrays.copyOf(living, size));
  }

  /** When the first of its names expires; {@link Long#MAX_VALUE} for an empty page. */
  long earliestExpiry() {
    return Entries.earliestExpiry(bytes, bytes.length);
  }
}

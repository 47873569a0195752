package dev.weir.flink.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered under some names, packed into one array: millions of names cost neither
 * objects nor their serialisation one by one. Entries follow one another: int32 size of what
 * follows, int32 hash of the name, int64 expiry, int32 length of the name, name, memory; all
 * big-endian. Immutable: whoever holds the bytes does not write to them.
 */
public final class Page {

  /** Nothing is remembered. */
  static final Page EMPTY = new Page(new byte[0]);

  private static final int SIZE = Integer.BYTES;
  private static final int HASH_AT = SIZE;
  private static final int EXPIRY_AT = HASH_AT + Integer.BYTES;
  private static final int NAME_LENGTH_AT = EXPIRY_AT + Long.BYTES;
  private static final int NAME_AT = NAME_LENGTH_AT + Integer.BYTES;

  private final byte[] bytes;

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
    ByteBuffer page = ByteBuffer.wrap(bytes);
    int at = indexOf(page, name);
    return at < 0 ? null : Arrays.copyOfRange(bytes, at + NAME_AT + name.length, end(page, at));
  }

  /** This page with that memory instead of what it had under the name. */
  Page with(byte[] name, byte[] memory, long expiresAtMillis) {
    ByteBuffer page = ByteBuffer.wrap(bytes);
    int known = indexOf(page, name);
    int keptSize = bytes.length - (known < 0 ? 0 : end(page, known) - known);
    int entrySize = NAME_AT + name.length + memory.length;
    ByteBuffer next = ByteBuffer.allocate(keptSize + entrySize);
    if (known < 0) {
      next.put(bytes);
    } else {
      next.put(bytes, 0, known).put(bytes, end(page, known), bytes.length - end(page, known));
    }
    next.putInt(entrySize - SIZE).putInt(Arrays.hashCode(name)).putLong(expiresAtMillis);
    return new Page(next.putInt(name.length).put(name).put(memory).array());
  }

  /** What is left at that time: this page itself where nothing has expired. */
  Page livingAt(long nowMillis) {
    ByteBuffer page = ByteBuffer.wrap(bytes);
    ByteBuffer living = ByteBuffer.allocate(bytes.length);
    for (int at = 0; at < bytes.length; at = end(page, at)) {
      if (page.getLong(at + EXPIRY_AT) > nowMillis) {
        living.put(bytes, at, end(page, at) - at);
      }
    }
    if (living.position() == bytes.length) {
      return this;
    }
    return living.position() == 0
        ? EMPTY
        : new Page(Arrays.copyOf(living.array(), living.position()));
  }

  /** When the first of its names expires; {@link Long#MAX_VALUE} for an empty page. */
  long earliestExpiry() {
    ByteBuffer page = ByteBuffer.wrap(bytes);
    long earliest = Long.MAX_VALUE;
    for (int at = 0; at < bytes.length; at = end(page, at)) {
      earliest = Math.min(earliest, page.getLong(at + EXPIRY_AT));
    }
    return earliest;
  }

  private int indexOf(ByteBuffer page, byte[] name) {
    int hash = Arrays.hashCode(name);
    for (int at = 0; at < bytes.length; at = end(page, at)) {
      if (page.getInt(at + HASH_AT) == hash && isNamed(page, at, name)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isNamed(ByteBuffer page, int at, byte[] name) {
    int begin = at + NAME_AT;
    return page.getInt(at + NAME_LENGTH_AT) == name.length
        && Arrays.equals(bytes, begin, begin + name.length, name, 0, name.length);
  }

  private static int end(ByteBuffer page, int at) {
    return at + SIZE + page.getInt(at);
  }
}

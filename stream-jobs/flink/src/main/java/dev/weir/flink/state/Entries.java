package dev.weir.flink.state;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Names and their memories, one entry after the other in an array: int32 size of what follows,
 * int32 hash of the name, int64 expiry, int32 length of the name, name, memory; all big-endian.
 * Stateless.
 */
final class Entries {

  private static final int SIZE = Integer.BYTES;
  private static final int HASH_AT = SIZE;
  private static final int EXPIRY_AT = HASH_AT + Integer.BYTES;
  private static final int NAME_LENGTH_AT = EXPIRY_AT + Long.BYTES;
  private static final int NAME_AT = NAME_LENGTH_AT + Integer.BYTES;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

  private Entries() {}

  /** Bytes of an entry. */
  static int sizeOf(byte[] name, byte[] memory) {
    return NAME_AT + name.length + memory.length;
  }

  /** Where the entry after that one begins. */
  static int end(byte[] bytes, int at) {
    return at + SIZE + (int) INT.get(bytes, at);
  }

  static long expiry(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at + EXPIRY_AT);
  }

  /** Where the entry of that name begins among the first {@code size} bytes, or -1. */
  static int find(byte[] bytes, int size, byte[] name) {
    int hash = Arrays.hashCode(name);
    for (int at = 0; at < size; at = end(bytes, at)) {
      if ((int) INT.get(bytes, at + HASH_AT) == hash && isNamed(bytes, at, name)) {
        return at;
      }
    }
    return -1;
  }

  /** A copy of the memory of the entry that begins there. */
  static byte[] memory(byte[] bytes, int at) {
    int nameLength = (int) INT.get(bytes, at + NAME_LENGTH_AT);
    return Arrays.copyOfRange(bytes, at + NAME_AT + nameLength, end(bytes, at));
  }

  /** Writes an entry, which is {@link #sizeOf} bytes long. */
  static void write(byte[] bytes, int at, byte[] name, byte[] memory, long expiresAtMillis) {
    INT.set(bytes, at, sizeOf(name, memory) - SIZE);
    INT.set(bytes, at + HASH_AT, Arrays.hashCode(name));
    LONG.set(bytes, at + EXPIRY_AT, expiresAtMillis);
    INT.set(bytes, at + NAME_LENGTH_AT, name.length);
    System.arraycopy(name, 0, bytes, at + NAME_AT, name.length);
    System.arraycopy(memory, 0, bytes, at + NAME_AT + name.length, memory.length);
  }

  /** When the first of the entries expires; {@link Long#MAX_VALUE} where there are none. */
  static long earliestExpiry(byte[] bytes, int size) {
    long earliest = Long.MAX_VALUE;
    for (int at = 0; at < size; at = end(bytes, at)) {
      earliest = Math.min(earliest, expiry(bytes, at));
    }
    return earliest;
  }

  /**
   * Copies what expires after that time.
   *
   * @param to at least as long as {@code size}; may be the same array
   * @return bytes written
   */
  static int copyLiving(byte[] bytes, int size, long nowMillis, byte[] to) {
    int kept = 0;
    int next;
    for (int at = 0; at < size; at = next) {
      next = end(bytes, at);
      if (expiry(bytes, at) > nowMillis) {
        System.arraycopy(bytes, at, to, kept, next - at);
        kept += next - at;
      }
    }
    return kept;
  }

  private static boolean isNamed(byte[] bytes, int at, byte[] name) {
    int begin = at + NAME_AT;
    return (int) INT.get(bytes, at + NAME_LENGTH_AT) == name.length
        && Arrays.equals(bytes, begin, begin + name.length, name, 0, name.length);
  }
}

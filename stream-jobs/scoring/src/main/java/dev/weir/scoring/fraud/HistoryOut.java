package dev.weir.scoring.fraud;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes a history's bytes: fixed numbers with the highest byte first, others as zigzag of 1 to 10
 * bytes, seven bits each, the lowest first. Each payment rewrites up to four histories of up to 192
 * entries, so entries are columns of fixed numbers, each one loop. Confined to one thread.
 */
final class HistoryOut {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int LONGEST = 10;

  private byte[] bytes;
  private int size;

  /**
   * @param expected bytes; more are possible
   */
  HistoryOut(int expected) {
    bytes = new byte[expected + LONGEST];
  }

  void writeByte(byte value) {
    ensure(1);
    bytes[size++] = value;
  }

  void writeInt(int value) {
    ensure(Integer.BYTES);
    INTS.set(bytes, size, value);
    size += Integer.BYTES;
  }

  void writeFloat(float value) {
    writeInt(Float.floatToIntBits(value));
  }

  void writeDouble(double value) {
    ensure(Double.BYTES);
    LONGS.set(bytes, size, Double.doubleToLongBits(value));
    size += Double.BYTES;
  }

  void writeZigzag(long value) {
    ensure(LONGEST);
    long rest = (value << 1) ^ (value >> 63);
    int at = size;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    size = at;
  }

  /** The first so many values, in 4 bytes each. */
  void writeInts(int[] values, int count) {
    ensure(count * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      INTS.set(bytes, size + i * Integer.BYTES, values[i]);
    }
    size += count * Integer.BYTES;
  }

  /** The first so many values, in 4 bytes each. */
  void writeFloats(float[] values, int count) {
    ensure(count * Float.BYTES);
    for (int i = 0; i < count; i++) {
      INTS.set(bytes, size + i * Float.BYTES, Float.floatToIntBits(values[i]));
    }
    size += count * Float.BYTES;
  }

  /** The first so many values, in 8 bytes each. */
  void writeLongs(long[] values, int count) {
    ensure(count * Long.BYTES);
    for (int i = 0; i < count; i++) {
      LONGS.set(bytes, size + i * Long.BYTES, values[i]);
    }
    size += count * Long.BYTES;
  }

  /** How far the first so many values lie below that one, less than 2^32, in 4 bytes each. */
  void writeDistances(long below, long[] values, int count) {
    ensure(count * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      INTS.set(bytes, size + i * Integer.BYTES, (int) (below - values[i]));
    }
    size += count * Integer.BYTES;
  }

  /** The first so many values, none beyond an {@code int}, in 4 bytes each. */
  void writeNarrow(long[] values, int count) {
    ensure(count * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      INTS.set(bytes, size + i * Integer.BYTES, (int) values[i]);
    }
    size += count * Integer.BYTES;
  }

  byte[] toBytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}

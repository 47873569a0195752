package dev.weir.scoring.fraud;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes a history's bytes: fixed numbers with the highest byte first, others as zigzag of 1 to 10
 * bytes, seven bits each, the lowest first. Each payment rewrites four histories of up to 128
 * entries, so this is a loop over an array and no stream. Confined to one thread.
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

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
  }
}

package dev.weir.scoring.fraud;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what {@link HistoryOut} wrote. Confined to one thread. */
final class HistoryIn {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int at;

  HistoryIn(byte[] bytes) {
    this.bytes = bytes;
  }

  byte readByte() throws IOException {
    return bytes[take(1)];
  }

  int readInt() throws IOException {
    return (int) INTS.get(bytes, take(Integer.BYTES));
  }

  float readFloat() throws IOException {
    return Float.intBitsToFloat(readInt());
  }

  double readDouble() throws IOException {
    return Double.longBitsToDouble((long) LONGS.get(bytes, take(Double.BYTES)));
  }

  long readZigzag() throws IOException {
    long zigzag = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = readByte();
      zigzag |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new IOException("a number of more than 10 bytes; the bytes are damaged");
  }

  /** Fills the first so many of the values with what {@code writeInts} wrote. */
  void readInts(int[] values, int count) throws IOException {
    int from = take(count * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      values[i] = (int) INTS.get(bytes, from + i * Integer.BYTES);
    }
  }

  /** The same of {@code writeFloats}. */
  void readFloats(float[] values, int count) throws IOException {
    int from = take(count * Float.BYTES);
    for (int i = 0; i < count; i++) {
      values[i] = Float.intBitsToFloat((int) INTS.get(bytes, from + i * Float.BYTES));
    }
  }

  /** The same of {@code writeLongs}. */
  void readLongs(long[] values, int count) throws IOException {
    int from = take(count * Long.BYTES);
    for (int i = 0; i < count; i++) {
      values[i] = (long) LONGS.get(bytes, from + i * Long.BYTES);
    }
  }

  /** The same of {@code writeDistances}. */
  void readDistances(long below, long[] values, int count) throws IOException {
    int from = take(count * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      values[i] = below - ((int) INTS.get(bytes, from + i * Integer.BYTES) & 0xFFFF_FFFFL);
    }
  }

  /** The same of {@code writeNarrow}. */
  void readNarrow(long[] values, int count) throws IOException {
    int from = take(count * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      values[i] = (int) INTS.get(bytes, from + i * Integer.BYTES);
    }
  }

  private int take(int count) throws EOFException {
    if (bytes.length - at < count) {
      throw new EOFException("ends after " + bytes.length + " bytes; the bytes are damaged");
    }
    int from = at;
    at += count;
    return from;
  }
}

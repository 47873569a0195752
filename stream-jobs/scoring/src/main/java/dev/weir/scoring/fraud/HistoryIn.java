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

  private int take(int count) throws EOFException {
    if (bytes.length - at < count) {
      throw new EOFException("ends after " + bytes.length + " bytes; the bytes are damaged");
    }
    int from = at;
    at += count;
    return from;
  }
}

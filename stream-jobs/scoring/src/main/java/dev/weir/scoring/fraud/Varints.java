package dev.weir.scoring.fraud;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whole numbers in 1 to 10 bytes: zigzag, then seven bits a byte, the lowest first. */
final class Varints {
  private Varints() {}

  static void write(DataOutput out, long value) throws IOException {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  static long read(DataInput in) throws IOException {
    long zigzag = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = in.readByte();
      zigzag |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new IOException("history: a number of more than 10 bytes; the bytes are damaged");
  }
}

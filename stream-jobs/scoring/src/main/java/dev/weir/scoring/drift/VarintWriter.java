package dev.weir.scoring.drift;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Numbers in seven bits a byte, the lowest first, and texts behind their length. Confined. */
final class VarintWriter {

  private static final int LONGEST_TEXT = 1 << 10;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

  /** Appends a number of 0 or more. */
  void number(long value) {
    long rest = value;
    while (rest > 0x7F) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  void fixed(double value) {
    out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
  }

  void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    out.writeBytes(bytes);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  /**
   * The next number.
   *
   * @throws BufferUnderflowException where the bytes end or hold no number
   */
  static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new BufferUnderflowException();
  }

  /**
   * The next text.
   *
   * @throws BufferUnderflowException where the bytes end or hold no text
   */
  static String text(ByteBuffer in) {
    long length = number(in);
    if (length > LONGEST_TEXT) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

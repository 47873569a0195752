package dev.weir.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the fields of a message in Protocol Buffers' wire format, one after the other. Confined.
 *
 * <p>It knows no schema: whoever reads asks for the {@link #field()} it wants and passes over the
 * others.
 */
final class WireReader {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;
  private static final int MOST_VARINT_BITS = 64;

  private final ByteBuffer message;
  private int field;
  private int type;

  WireReader(ByteBuffer message) {
    this.message = message;
  }

  /** What the file ends within, or holds where something else belongs. */
  static final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
      super(message);
    }
  }

  /** Moves to the next field; false at the message's end. */
  boolean next() {
    if (!message.hasRemaining()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    return true;
  }

  /** The number of the field. */
  int field() {
    return field;
  }

  /** The field's number value. */
  long number() {
    expect(VARINT);
    return varint();
  }

  /** Appends the field's numbers, be it one of them or all in one piece. */
  void numbers(List<Long> into) {
    if (type == VARINT) {
      into.add(varint());
      return;
    }
    WireReader packed = message();
    while (packed.message.hasRemaining()) {
      into.add(packed.varint());
    }
  }

  /** Appends the field's floats, be it one of them or all in one piece. */
  void floats(List<Float> into) {
    if (type == FIXED_32) {
      into.add(nextFloat());
      return;
    }
    WireReader packed = message();
    while (packed.message.hasRemaining()) {
      into.add(packed.nextFloat());
    }
  }

  private float nextFloat() {
    if (message.remaining() < Float.BYTES) {
      throw new BrokenException("ends within a number");
    }
    return Float.intBitsToFloat(Integer.reverseBytes(message.getInt()));
  }

  /** The field's text. */
  String text() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  /** The field's message. */
  WireReader message() {
    return new WireReader(bytes());
  }

  /** Passes over the field's value. */
  void skip() {
    switch (type) {
      case VARINT -> varint();
      case FIXED_64 -> advance(Long.BYTES);
      case BYTES -> advance(varint());
      case FIXED_32 -> advance(Integer.BYTES);
      default -> throw new BrokenException("holds something else than a model");
    }
  }

  private ByteBuffer bytes() {
    expect(BYTES);
    long length = varint();
    int start = message.position();
    advance(length);
    return message.slice(start, (int) length);
  }

  private void advance(long length) {
    if (length < 0 || length > message.remaining()) {
      throw new BrokenException(
          "ends within a part of "
              + length
              + " bytes, of which "
              + message.remaining()
              + " remain");
    }
    message.position(message.position() + (int) length);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < MOST_VARINT_BITS; shift += 7) {
      if (!message.hasRemaining()) {
        throw new BrokenException("ends within a number");
      }
      byte next = message.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new BrokenException("holds something else than a model");
  }

  private void expect(int wanted) {
    if (type != wanted) {
      throw new BrokenException("holds something else than a model");
    }
  }
}

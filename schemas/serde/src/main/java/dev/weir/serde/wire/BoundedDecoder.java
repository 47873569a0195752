package dev.weir.serde.wire;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding from an array and never believes a length that the array cannot
 * hold.
 *
 * <p>Avro's own decoder allocates what a length says before it looks for the bytes, so ten hostile
 * bytes can ask for two gigabytes and take the process down. Here what a record makes the reader
 * allocate is bounded by the record's own size. It is strict besides: a boolean is 0 or 1 and a
 * string is UTF-8.
 *
 * <p>Confined to one thread; reuse it by {@link #reset}.
 */
public final class BoundedDecoder extends Decoder {
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What Java puts in the place of bytes that are not UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  private byte[] bytes = new byte[0];
  private int position;

  /** Starts over at {@code offset} of {@code source}, which stays the caller's. */
  public BoundedDecoder reset(byte[] source, int offset) {
    bytes = source;
    position = offset;
    return this;
  }

  /** Bytes that are not read yet. */
  public int remaining() {
    return bytes.length - position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    byte value = bytes[take(1)];
    if (value != 0 && value != 1) {
      throw new IOException("a boolean is 0 or 1, got " + value);
    }
    return value == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new InvalidNumberEncodingException("Invalid int encoding");
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long zigzag = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[take(1)];
      zigzag |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new InvalidNumberEncodingException("Invalid long encoding");
  }

  @Override
  public float readFloat() throws IOException {
    return Float.intBitsToFloat((int) INT_LE.get(bytes, take(Float.BYTES)));
  }

  @Override
  public double readDouble() throws IOException {
    return Double.longBitsToDouble((long) LONG_LE.get(bytes, take(Double.BYTES)));
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws IOException {
    int length = readLength();
    int start = take(length);
    String text = new String(bytes, start, length, StandardCharsets.UTF_8);
    // the replacement character was written, or it stands for bytes that are no text: look again
    return text.indexOf(REPLACEMENT) < 0 ? text : readStrictly(start, length);
  }

  private String readStrictly(int start, int length) throws IOException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IOException("a string is not UTF-8", e);
    }
  }

  @Override
  public void skipString() throws IOException {
    take(readLength());
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
    byte[] copy = new byte[readLength()];
    readFixed(copy, 0, copy.length);
    return ByteBuffer.wrap(copy);
  }

  @Override
  public void skipBytes() throws IOException {
    take(readLength());
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    System.arraycopy(bytes, take(length), target, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    take(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return readItemCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return readItemCount();
  }

  @Override
  public long skipArray() throws IOException {
    return skipItems();
  }

  @Override
  public long readMapStart() throws IOException {
    return readItemCount();
  }

  @Override
  public long mapNext() throws IOException {
    return readItemCount();
  }

  @Override
  public long skipMap() throws IOException {
    return skipItems();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  private int readLength() throws IOException {
    return checked(readLong(), "length");
  }

  /** A block of items: its count, or the negated count and then the block's size in bytes. */
  private long readItemCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      readLength();
      count = -count;
    }
    return checked(count, "item count");
  }

  private long skipItems() throws IOException {
    long count = readLong();
    while (count < 0) {
      take(readLength());
      count = readLong();
    }
    return checked(count, "item count");
  }

  private int checked(long claimed, String what) throws EOFException {
    if (claimed < 0 || claimed > remaining()) {
      throw new EOFException(what + " " + claimed + " with " + remaining() + " bytes left");
    }
    return (int) claimed;
  }

  private int take(int length) throws EOFException {
    int start = position;
    if (length > bytes.length - start) {
      throw new EOFException(length + " bytes expected, " + remaining() + " left");
    }
    position = start + length;
    return start;
  }
}

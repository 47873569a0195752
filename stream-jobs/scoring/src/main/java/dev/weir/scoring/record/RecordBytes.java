package dev.weir.scoring.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records as bytes inside of what passes between stages: topic, then position and timestamp of a
 * record that came in, key, value and headers; texts and bytes with their length in four bytes
 * before them, -1 for null. Stateless.
 */
public final class RecordBytes {

  private static final int ABSENT = -1;

  private RecordBytes() {}

  /** Writes a record that came in. */
  public static void write(RawRecord record, DataOutput out) throws IOException {
    writeText(record.topic(), out);
    out.writeInt(record.partition());
    out.writeLong(record.offset());
    out.writeLong(record.timestamp());
    writeBytes(record.key(), out);
    writeBytes(record.value(), out);
    writeHeaders(record.headers(), out);
  }

  /** Reads what {@link #write(RawRecord, DataOutput)} wrote. */
  public static RawRecord readRaw(DataInput in) throws IOException {
    return new RawRecord(
        readText(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        readBytes(in),
        readBytes(in),
        readHeaders(in));
  }

  /** Writes an answer. */
  public static void write(OutboundRecord record, DataOutput out) throws IOException {
    writeText(record.topic(), out);
    writeBytes(record.key(), out);
    writeBytes(record.value(), out);
    writeHeaders(record.headers(), out);
  }

  /** Reads what {@link #write(OutboundRecord, DataOutput)} wrote. */
  public static OutboundRecord readOutbound(DataInput in) throws IOException {
    return new OutboundRecord(readText(in), readBytes(in), readBytes(in), readHeaders(in));
  }

  private static void writeHeaders(List<RecordHeader> headers, DataOutput out) throws IOException {
    out.writeInt(headers.size());
    for (RecordHeader header : headers) {
      writeText(header.key(), out);
      writeBytes(header.value(), out);
    }
  }

  private static List<RecordHeader> readHeaders(DataInput in) throws IOException {
    int count = in.readInt();
    if (count == 0) {
      return List.of();
    }
    List<RecordHeader> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      headers.add(new RecordHeader(readText(in), readBytes(in)));
    }
    return List.copyOf(headers);
  }

  /** Not {@code writeUTF}, which fails at 64 KiB: the name of a header may be longer. */
  private static void writeText(String text, DataOutput out) throws IOException {
    writeBytes(text.getBytes(UTF_8), out);
  }

  private static String readText(DataInput in) throws IOException {
    byte[] bytes = requireNonNull(readBytes(in), "a name that is never null was written as null");
    return new String(bytes, UTF_8);
  }

  private static void writeBytes(byte @Nullable [] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes == null ? ABSENT : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte @Nullable [] readBytes(DataInput in) throws IOException {
    int length = in.readInt();
    if (length == ABSENT) {
      return null;
    }
    if (length < 0) {
      throw new EOFException("a length of " + length + "; the bytes are damaged");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}

package dev.weir.flink.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.scoring.record.RecordHeader;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Lengths, bytes, strings and headers as records between subtasks carry them. A length is a varint
 * of seven bits a byte, plus one, so that null is 0; a string is UTF-8. Confined to one thread: it
 * reads strings through a buffer and remembers the last topic, which is nearly always the next one.
 */
final class WireFormat implements Serializable {

  private static final long serialVersionUID = 1L;

  private byte[] buffer = new byte[256];
  private byte[] lastTopicBytes = new byte[0];
  private String lastTopic = "";
  private String writtenTopic = "";
  private byte[] writtenTopicBytes = new byte[0];

  static void writeBytes(byte @Nullable [] bytes, DataOutputView out) throws IOException {
    if (bytes == null) {
      out.writeByte(0);
      return;
    }
    writeLength(bytes.length, out);
    out.write(bytes);
  }

  static byte @Nullable [] readBytes(DataInputView in) throws IOException {
    int length = readLength(in);
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  static void writeText(@Nullable String text, DataOutputView out) throws IOException {
    writeBytes(text == null ? null : text.getBytes(UTF_8), out);
  }

  @Nullable String readOptionalText(DataInputView in) throws IOException {
    int length = readLength(in);
    if (length < 0) {
      return null;
    }
    fill(length, in);
    return new String(buffer, 0, length, UTF_8);
  }

  String readText(DataInputView in) throws IOException {
    return requireNonNull(readOptionalText(in), "a text that is never null was written as null");
  }

  void writeTopic(String topic, DataOutputView out) throws IOException {
    if (!topic.equals(writtenTopic)) {
      writtenTopicBytes = topic.getBytes(UTF_8);
      writtenTopic = topic;
    }
    writeBytes(writtenTopicBytes, out);
  }

  String readTopic(DataInputView in) throws IOException {
    int length = readLength(in);
    fill(length, in);
    if (length != lastTopicBytes.length || mismatch(length)) {
      lastTopicBytes = Arrays.copyOf(buffer, length);
      lastTopic = new String(buffer, 0, length, UTF_8);
    }
    return lastTopic;
  }

  private boolean mismatch(int length) {
    return !Arrays.equals(buffer, 0, length, lastTopicBytes, 0, length);
  }

  void writeHeaders(List<RecordHeader> headers, DataOutputView out) throws IOException {
    writeLength(headers.size(), out);
    for (int i = 0; i < headers.size(); i++) {
      RecordHeader header = headers.get(i);
      writeText(header.key(), out);
      writeBytes(header.value(), out);
    }
  }

  List<RecordHeader> readHeaders(DataInputView in) throws IOException {
    int count = readLength(in);
    if (count == 0) {
      return List.of();
    }
    List<RecordHeader> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      headers.add(new RecordHeader(readText(in), readBytes(in)));
    }
    return headers;
  }

  private void fill(int length, DataInputView in) throws IOException {
    if (buffer.length < length) {
      buffer = new byte[Math.max(length, 2 * buffer.length)];
    }
    in.readFully(buffer, 0, length);
  }

  private static void writeLength(int length, DataOutputView out) throws IOException {
    int rest = length + 1;
    while ((rest & ~0x7F) != 0) {
      out.writeByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  /** The length, or -1 where null was written. */
  private static int readLength(DataInputView in) throws IOException {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int read = in.readUnsignedByte();
      value |= (read & 0x7F) << shift;
      if (read < 0x80) {
        return value - 1;
      }
    }
    throw new IOException("a length of more than five bytes; the record is not of this format");
  }
}

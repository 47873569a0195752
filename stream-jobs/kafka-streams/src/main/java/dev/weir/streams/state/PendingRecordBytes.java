package dev.weir.streams.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waiting records as bytes: a version, what was seen of the campaign, position and timestamp, then
 * topic, key, value and headers, each with its length before it (-1 for null); big-endian.
 */
final class PendingRecordBytes {

  private static final byte VERSION = 1;
  private static final int FIXED =
      1 + 3 * Integer.BYTES + Long.BYTES + Integer.BYTES + 2 * Long.BYTES;

  private PendingRecordBytes() {}

  static byte[] write(PendingRecord pending) {
    RawRecord record = pending.origin();
    byte[] topic = record.topic().getBytes(UTF_8);
    List<byte[]> names = new ArrayList<>(record.headers().size());
    int size = FIXED + sized(topic) + sized(record.key()) + sized(record.value()) + Integer.BYTES;
    for (RecordHeader header : record.headers()) {
      byte[] name = header.key().getBytes(UTF_8);
      names.add(name);
      size += sized(name) + sized(header.value());
    }
    CampaignSighting campaign = pending.campaign();
    ByteBuffer out =
        ByteBuffer.allocate(size)
            .put(VERSION)
            .putInt(campaign.messages())
            .putInt(campaign.authors())
            .putInt(campaign.places())
            .putLong(campaign.spanMillis())
            .putInt(record.partition())
            .putLong(record.offset())
            .putLong(record.timestamp());
    put(out, topic);
    put(out, record.key());
    put(out, record.value());
    out.putInt(names.size());
    for (int i = 0; i < names.size(); i++) {
      put(out, names.get(i));
      put(out, record.headers().get(i).value());
    }
    return out.array();
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws IllegalArgumentException when the bytes are of another version, or damaged
   */
  static PendingRecord read(byte[] bytes) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      byte version = in.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "waiting record: expected version "
                + VERSION
                + "; got "
                + version
                + "; this state is of a newer Weir, start that one");
      }
      CampaignSighting campaign =
          new CampaignSighting(in.getInt(), in.getInt(), in.getInt(), in.getLong());
      int partition = in.getInt();
      long offset = in.getLong();
      long timestamp = in.getLong();
      String topic = text(in);
      byte[] key = get(in);
      byte[] value = get(in);
      List<RecordHeader> headers = new ArrayList<>();
      for (int left = in.getInt(); left > 0; left--) {
        headers.add(new RecordHeader(text(in), get(in)));
      }
      return new PendingRecord(
          new RawRecord(topic, partition, offset, timestamp, key, value, headers), campaign);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "waiting record: ends early, after " + bytes.length + " bytes", e);
    }
  }

  private static int sized(byte @Nullable [] bytes) {
    return Integer.BYTES + (bytes == null ? 0 : bytes.length);
  }

  private static void put(ByteBuffer out, byte @Nullable [] bytes) {
    if (bytes == null) {
      out.putInt(-1);
    } else {
      out.putInt(bytes.length).put(bytes);
    }
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = get(in);
    if (bytes == null) {
      throw new IllegalArgumentException("waiting record: a name is missing");
    }
    return new String(bytes, UTF_8);
  }

  private static byte @Nullable [] get(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0) {
      return null;
    }
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}

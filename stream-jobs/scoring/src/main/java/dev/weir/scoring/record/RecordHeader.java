package dev.weir.scoring.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One header of a Kafka record. The value is shared, not copied: whoever holds it does not write to
 * it.
 *
 * @param key the name; several headers of a record may carry the same one
 * @param value the bytes, or null as Kafka allows
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of the wire, never compared
public record RecordHeader(String key, byte @Nullable [] value) {

  /** A header whose value is UTF-8 text. */
  public static RecordHeader ofText(String key, String value) {
    return new RecordHeader(key, value.getBytes(UTF_8));
  }

  /** The value of the last header of that name as text, or null where there is none. */
  public static @Nullable String lastText(List<RecordHeader> headers, String key) {
    for (int i = headers.size() - 1; i >= 0; i--) {
      byte[] value = headers.get(i).value();
      if (headers.get(i).key().equals(key) && value != null) {
        return new String(value, UTF_8);
      }
    }
    return null;
  }
}

package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A record that can have no verdict.
 *
 * @param name also its key
 * @param value the bytes, or null
 * @param stage where it has to fail
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of the wire, never compared
record Poison(String name, byte[] value, String stage) {

  private static final int ONE_MIB = 1 << 20;

  /** Every kind, as values of the topic of comments. */
  static List<Poison> all(Comments comments, byte[] chatMessage) {
    byte[] good = comments.value("poison", "a good text before it was spoilt");
    return List.of(
        new Poison("truncated", Arrays.copyOf(good, good.length - 7), "decode"),
        new Poison("only-a-header", Arrays.copyOf(good, 5), "decode"),
        new Poison("three-bytes", new byte[] {0, 0, 0}, "decode"),
        new Poison("surplus-bytes", Arrays.copyOf(good, good.length + 3), "decode"),
        new Poison("unknown-schema-id", withSchemaId(good, 1_999_999), "decode"),
        new Poison("schema-of-another-record", chatMessage, "decode"),
        new Poison("foreign-bytes", "{\"text\":\"json\"}".getBytes(UTF_8), "decode"),
        new Poison("null-value", null, "decode"),
        new Poison("invalid-utf-8", withInvalidUtf8(comments), "decode"),
        new Poison("one-mib-of-text", comments.value("big", "x".repeat(ONE_MIB)), "validate"),
        new Poison("empty-text", comments.value("empty", ""), "validate"),
        new Poison("no-event-id", comments.value("", "a text without an id"), "validate"));
  }

  private static byte[] withSchemaId(byte[] good, int id) {
    byte[] changed = good.clone();
    ByteBuffer.wrap(changed).putInt(1, id);
    return changed;
  }

  /** The marker's two characters become a lead byte and what cannot follow it. */
  private static byte[] withInvalidUtf8(Comments comments) {
    byte[] good = comments.value("utf-8", "text with a §§ in it");
    String bytes = new String(good, ISO_8859_1);
    String marker = new String("§§".getBytes(UTF_8), ISO_8859_1);
    return bytes.replace(marker, "\u00c3(\u00ff\u00fe").getBytes(ISO_8859_1);
  }
}

package dev.weir.cli.dlq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.show.Json;
import dev.weir.cli.show.RecordLine;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Dead letters as lines and as JSON. */
public final class DeadLetterView {

  private static final int SHOWN_BYTES = 256;
  private static final int BYTES_A_LINE = 16;

  private DeadLetterView() {}

  /** One line: place, time, stage, origin, why. */
  public static String line(DeadLetter letter) {
    return "%-9s %s  %-9s %s  %s"
        .formatted(
            letter.place(),
            letter.time(),
            letter.stage(),
            letter.originPlace(),
            RecordLine.plain(letter.message()));
  }

  public static ObjectNode json(DeadLetter letter) {
    return Json.object()
        .put("place", letter.place().toString())
        .put("time", letter.time().toString())
        .put("stage", letter.stage())
        .put("origin", letter.originPlace())
        .put("job", letter.job())
        .put("exception", letter.exception())
        .put("message", letter.message());
  }

  /** The first bytes of a key or a value, sixteen a line, readable characters beside them. */
  public static String hex(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "  (null)\n";
    }
    StringBuilder dump = new StringBuilder();
    for (int at = 0; at < Math.min(bytes.length, SHOWN_BYTES); at += BYTES_A_LINE) {
      int end = Math.min(at + BYTES_A_LINE, bytes.length);
      StringBuilder readable = new StringBuilder();
      for (int i = at; i < end; i++) {
        readable.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
      }
      dump.append(
          "  %04x  %-47s  %s%n"
              .formatted(
                  at, HexFormat.ofDelimiter(" ").formatHex(bytes, at, end), readable.toString()));
    }
    if (bytes.length > SHOWN_BYTES) {
      dump.append("  … %,d bytes in all%n".formatted(bytes.length));
    }
    return dump.toString();
  }
}

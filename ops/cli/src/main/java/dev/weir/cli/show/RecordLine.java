package dev.weir.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.cli.record.AvroJson;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.Reason;
import dev.weir.schemas.TextVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One line for a record: the fields a person looks for first. */
public final class RecordLine {

  private RecordLine() {}

  public static String of(SpecificRecord record) {
    if (record instanceof TextVerdict verdict) {
      return ofVerdict(verdict, verdict.getEventId());
    }
    if (record instanceof FraudVerdict verdict) {
      return "%-7s  %s  %s%s"
          .formatted(
              verdict.getDecision(),
              risk(verdict.getRisk()),
              plain(verdict.getEventId()),
              reasons(verdict.getReasons()));
    }
    if (record instanceof FraudAlert alert) {
      return "%-8s  %-7s  %s  %s%s%s"
          .formatted(
              alert.getSeverity(),
              alert.getDecision(),
              risk(alert.getRisk()),
              plain(alert.getCardId()),
              alert.getSuppressed() == 0 ? "" : " +" + alert.getSuppressed(),
              reasons(alert.getReasons()));
    }
    if (record instanceof CommentPosted comment) {
      return "%s  %s on %s: %s"
          .formatted(
              comment.getEventId(),
              comment.getAuthorId(),
              comment.getSubjectId(),
              plain(comment.getText()));
    }
    if (record instanceof ChatMessageSent message) {
      return "%s  %s in %s: %s"
          .formatted(
              message.getEventId(),
              message.getAuthorId(),
              message.getRoomId(),
              plain(message.getText()));
    }
    return fields(record);
  }

  /**
   * @param about what the verdict is on, last on the line
   */
  public static String ofVerdict(TextVerdict verdict, String about) {
    List<String> parts = new ArrayList<>();
    parts.add("%-6s".formatted(verdict.getAction()));
    if (verdict.getSentiment() != null) {
      parts.add("%-8s".formatted(verdict.getSentiment().getLabel()));
    }
    score("spam", verdict.getSpam(), parts);
    score("abuse", verdict.getAbuse(), parts);
    if (!verdict.getReasons().isEmpty()) {
      parts.add(
          verdict.getReasons().stream()
              .map(Reason::getCode)
              .distinct()
              .collect(Collectors.joining(",", "[", "]")));
    }
    parts.add(about);
    return String.join("  ", parts);
  }

  private static void score(String task, @Nullable BinaryScore score, List<String> parts) {
    if (score != null) {
      parts.add(String.format(Locale.ROOT, "%s %.2f", task, score.getScore()));
    }
  }

  private static String risk(float risk) {
    return String.format(Locale.ROOT, "risk %.2f", risk);
  }

  /** The rules that fired, then what each feature added to the log odds. */
  private static String reasons(List<FraudReason> reasons) {
    StringBuilder line = new StringBuilder();
    String rules =
        reasons.stream()
            .filter(reason -> reason.getRule() != null)
            .map(FraudReason::getRule)
            .distinct()
            .collect(Collectors.joining(","));
    if (!rules.isEmpty()) {
      line.append("  [").append(plain(rules)).append(']');
    }
    for (FraudReason reason : reasons) {
      if (reason.getFeature() != null && reason.getContribution() != null) {
        line.append(
            String.format(
                Locale.ROOT, "  %s %+.1f", plain(reason.getFeature()), reason.getContribution()));
      }
    }
    return line.toString();
  }

  private static String fields(SpecificRecord record) {
    return AvroJson.toJson(record).properties().stream()
        .filter(field -> !field.getValue().isNull())
        .map(RecordLine::field)
        .collect(Collectors.joining("  "));
  }

  private static String field(Map.Entry<String, JsonNode> field) {
    JsonNode value = field.getValue();
    return field.getKey() + "=" + (value.isTextual() ? plain(value.asText()) : value);
  }

  /** Control characters would let a message write to the reader's terminal: they show as a dot. */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().map(c -> isUnsafe(c) ? '·' : c).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isUnsafe(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}

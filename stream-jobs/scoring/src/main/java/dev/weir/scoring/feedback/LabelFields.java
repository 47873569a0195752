package dev.weir.scoring.feedback;

import dev.weir.engine.error.NearestName;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import dev.weir.scoring.event.InvalidEventException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A label by its fields, as words: {@code event_id}, {@code task}, {@code label}, {@code
 * labeler_id}, and where given {@code labeler_kind}, {@code labelled_at} and {@code comment}.
 * Immutable.
 */
public final class LabelFields {

  /** All that there are. */
  public static final List<String> NAMES =
      List.of("event_id", "task", "label", "labeler_id", "labeler_kind", "labelled_at", "comment");

  /** Longest id of an event or a labeller: longer ones become dead letters. */
  public static final int MOST_ID_CHARS = 512;

  private static final int MOST_COMMENT_CHARS = 10_000;

  private static final int MOST_QUOTED_CHARS = 64;

  private static final List<String> TASKS =
      Arrays.stream(Task.values())
          .filter(task -> task != Task.UNKNOWN)
          .map(LabelFields::word)
          .toList();

  private static final List<String> KINDS =
      Arrays.stream(LabelerKind.values()).map(LabelFields::word).toList();

  private final Map<String, String> words;

  /**
   * @param words by name of the field
   */
  public LabelFields(Map<String, String> words) {
    this.words = Map.copyOf(words);
  }

  /**
   * The label.
   *
   * @param now when it is handed in, and decided unless it says so
   * @throws IllegalArgumentException naming the field, what was expected and the nearest word
   */
  public Feedback feedback(Instant now) {
    Task task = Task.valueOf(symbol("task", required("task"), TASKS));
    String label = required("label").toLowerCase(Locale.ROOT);
    try {
      TaskWords.check(task, label);
    } catch (InvalidEventException e) {
      throw new IllegalArgumentException(
          oneOf("label", label, TaskWords.of(task)) + " of the task " + word(task), e);
    }
    return Feedback.newBuilder()
        .setEventId(id("event_id"))
        .setOccurredAt(now)
        .setTask(task)
        .setLabel(label)
        .setLabeler(Labeler.newBuilder().setId(id("labeler_id")).setKind(kind()).build())
        .setLabelledAt(labelledAt(now))
        .setComment(comment())
        .build();
  }

  private LabelerKind kind() {
    String word = given("labeler_kind");
    return word == null
        ? LabelerKind.MODERATOR
        : LabelerKind.valueOf(symbol("labeler_kind", word, KINDS));
  }

  private Instant labelledAt(Instant now) {
    String text = given("labelled_at");
    if (text == null) {
      return now;
    }
    try {
      return Instant.ofEpochMilli(
          text.matches("-?\\d+")
              ? Long.parseLong(text)
              : OffsetDateTime.parse(text).toInstant().toEpochMilli());
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "labelled_at: expected a time as 2026-01-31T12:00:00Z or milliseconds since 1970, got '"
              + quoted(text)
              + "'",
          e);
    }
  }

  private String id(String field) {
    return atMost(MOST_ID_CHARS, field, required(field));
  }

  private @Nullable String comment() {
    String text = given("comment");
    return text == null ? null : atMost(MOST_COMMENT_CHARS, "comment", text);
  }

  private static String atMost(int most, String field, String text) {
    if (text.length() > most) {
      throw new IllegalArgumentException(
          "%s: expected at most %,d characters, got %,d".formatted(field, most, text.length()));
    }
    return text;
  }

  private String required(String field) {
    String word = given(field);
    if (word == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return word;
  }

  private @Nullable String given(String field) {
    String word = words.get(field);
    return word == null || word.isBlank() ? null : word.strip();
  }

  private static String symbol(String field, String given, List<String> known) {
    String word = given.toLowerCase(Locale.ROOT).replace('_', '-');
    if (!known.contains(word)) {
      throw new IllegalArgumentException(oneOf(field, given, known));
    }
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static String oneOf(String field, String given, List<String> known) {
    return "%s: expected one of %s, got '%s'%s"
        .formatted(
            field, String.join(", ", known), quoted(given), NearestName.hint(quoted(given), known));
  }

  /** Words from anywhere: as much of them as tells them apart. */
  private static String quoted(String given) {
    return given.length() <= MOST_QUOTED_CHARS
        ? given
        : given.substring(0, MOST_QUOTED_CHARS) + "…";
  }

  private static String word(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

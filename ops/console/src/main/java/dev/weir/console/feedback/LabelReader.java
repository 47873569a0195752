package dev.weir.console.feedback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.weir.console.feedback.LabelItem.Sound;
import dev.weir.console.feedback.LabelItem.Unsound;
import dev.weir.engine.error.NearestName;
import dev.weir.scoring.feedback.LabelFields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one label, or a list of them, from JSON, word by word: what is no label takes no memory. An
 * item that does not fit is answered by itself; JSON that is none, altogether. Stateless.
 */
final class LabelReader {

  /** Labels in one request. */
  static final int MOST_LABELS = 1_000;

  private static final int DEEPEST = 16;
  private static final int MOST_QUOTED_CHARS = 64;

  private static final List<String> FIELDS =
      List.of("event_id", "task", "label", "labeler", "labelled_at", "comment");
  private static final List<String> LABELER_FIELDS = List.of("id", "kind");

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private LabelReader() {}

  /** The body is nothing that holds labels; the message is for who sent it. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** There are more labels than one request may have. */
  static final class TooManyException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The items, in their order; at least one.
   *
   * @param now when they came
   */
  static List<LabelItem> read(byte[] body, Instant now)
      throws UnreadableException, TooManyException {
    try (JsonParser json = JSON.createParser(body)) {
      List<LabelItem> items = new ArrayList<>();
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          if (items.size() == MOST_LABELS) {
            throw new TooManyException();
          }
          items.add(item(json, now));
        }
      } else if (first == JsonToken.START_OBJECT) {
        items.add(item(json, now));
      }
      if (items.isEmpty() || json.nextToken() != null) {
        throw new UnreadableException(
            "body: expected a label as a JSON object, or a list of them with at least one", null);
      }
      return items;
    } catch (JsonProcessingException e) {
      throw new UnreadableException("body: no JSON, or too deep" + place(e.getLocation()), e);
    } catch (IOException e) {
      throw new UnreadableException("body: no JSON in UTF-8", e);
    }
  }

  private static String place(@Nullable JsonLocation at) {
    return at == null ? "" : ", at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static LabelItem item(JsonParser json, Instant now) throws IOException {
    Map<String, String> words = new HashMap<>();
    @Nullable String problem = null;
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      problem = "expected an object with " + String.join(", ", FIELDS);
    } else {
      problem = fields(json, FIELDS, "", words);
    }
    if (problem == null) {
      try {
        return new Sound(new LabelFields(words).feedback(now));
      } catch (IllegalArgumentException e) {
        problem = String.valueOf(e.getMessage());
      }
    }
    @Nullable String eventId = words.get("event_id");
    return new Unsound(eventId == null ? null : quoted(eventId), problem);
  }

  /** Reads an object to its end; answers the first thing that does not fit. */
  private static @Nullable String fields(
      JsonParser json, List<String> known, String prefix, Map<String, String> words)
      throws IOException {
    @Nullable String problem = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      @Nullable String wrong = null;
      if (!known.contains(name)) {
        wrong =
            "'" + quoted(name) + "' is no field of a label" + NearestName.hint(quoted(name), known);
      } else if (name.equals("labeler") && value == JsonToken.START_OBJECT) {
        wrong = fields(json, LABELER_FIELDS, "labeler_", words);
      } else if (isWord(name, value)) {
        words.put(prefix + name, json.getText());
      } else if (value != JsonToken.VALUE_NULL) {
        wrong = prefix + name + wanted(name);
      }
      json.skipChildren();
      problem = problem == null ? wrong : problem;
    }
    return problem;
  }

  private static boolean isWord(String field, JsonToken value) {
    return !field.equals("labeler")
        && (value == JsonToken.VALUE_STRING
            || (field.equals("labelled_at") && value == JsonToken.VALUE_NUMBER_INT));
  }

  private static String wanted(String field) {
    return switch (field) {
      case "labeler" -> ": expected an object with id and kind";
      case "labelled_at" -> ": expected a string or a whole number";
      default -> ": expected a string";
    };
  }

  private static String quoted(String given) {
    return given.length() <= MOST_QUOTED_CHARS
        ? given
        : given.substring(0, MOST_QUOTED_CHARS) + "…";
  }
}

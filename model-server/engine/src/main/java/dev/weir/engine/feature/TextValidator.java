package dev.weir.engine.feature;

import dev.weir.engine.ScoreOutcome.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * Decides which texts may reach the tokenizer. Immutable, thread-safe.
 *
 * <ul>
 *   <li>no text: {@code text-missing};
 *   <li>longer than the limit: {@code text-too-long} (a text is cut only at the model's tokens,
 *       never silently here);
 *   <li>half a surrogate pair, which is no Unicode and would be scored as something else: {@code
 *       text-not-unicode};
 *   <li>nothing but white space, control and format characters, also the empty text: {@code
 *       text-empty}.
 * </ul>
 *
 * Control characters between visible ones are scored; tokenizers drop them.
 */
public final class TextValidator {
  private static final String STAGE = "validate";
  private static final Rejected MISSING =
      new Rejected(STAGE, "text-missing", "the record has no text; send one with every event");
  private static final Rejected EMPTY =
      new Rejected(
          STAGE,
          "text-empty",
          "the text has no visible character, so there is nothing to score; do not send such"
              + " events");

  private final int maxChars;

  /** A validator of texts up to this many UTF-16 units. */
  public TextValidator(int maxChars) {
    this.maxChars = maxChars;
  }

  /** The rejection of a text, or null if it may be scored. */
  public @Nullable Rejected check(@Nullable String text) {
    if (text == null) {
      return MISSING;
    }
    int length = text.length();
    if (length > maxChars) {
      return new Rejected(
          STAGE,
          "text-too-long",
          "the text has "
              + length
              + " characters, at most "
              + maxChars
              + " are scored; cut it at the source or raise the limit");
    }
    boolean visible = false;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > ' ' && c < 0x7F) {
        visible = true;
      } else if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == length
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return new Rejected(
              STAGE,
              "text-not-unicode",
              "the text has half a surrogate pair at character "
                  + i
                  + "; encode it as UTF-8 where it is written");
        }
        visible |= isVisible(Character.toCodePoint(c, text.charAt(++i)));
      } else if (!visible) {
        visible = isVisible(c);
      }
    }
    return visible ? null : EMPTY;
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}

package dev.weir.scoring.event;

import java.lang.Character.UnicodeScript;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The language a verdict names. A well-formed hint of the producer is believed; without one the
 * script alone decides: {@code zh} for Han characters without kana, {@code en} for Latin letters,
 * unknown for everything else. Latin script counts as English because the shipped models read
 * nothing else in it, so French without a hint is called {@code en} too. Thread-safe.
 */
public final class Languages {

  static final String ENGLISH = "en";
  static final String CHINESE = "zh";

  /** The shape of a BCP 47 tag; whether its parts are registered is not checked. */
  private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}");

  /** A Han character carries about as much as this many Latin letters. */
  private static final int LETTERS_PER_HAN = 3;

  private Languages() {}

  /** The language of that event, a BCP 47 tag, or null where it is not known. */
  public static @Nullable String of(TextEvent event) {
    String hint = event.languageHint();
    return hint != null && TAG.matcher(hint).matches() ? hint : byScript(event.text());
  }

  /** The language of the script that carries most of the text, or null where it is not known. */
  static @Nullable String byScript(String text) {
    int latin = 0;
    int han = 0;
    int other = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (codePoint < 0x80) {
        latin += isAsciiLetter(codePoint) ? 1 : 0;
      } else if (Character.isLetter(codePoint)) {
        switch (UnicodeScript.of(codePoint)) {
          case LATIN -> latin++;
          case HAN -> han += LETTERS_PER_HAN;
          case HIRAGANA, KATAKANA, HANGUL -> other += LETTERS_PER_HAN;
          default -> other++;
        }
      }
    }
    return leader(latin, han, other);
  }

  private static @Nullable String leader(int latin, int han, int other) {
    // Japanese mixes kana with Han: a third of kana is enough to rule Chinese out
    if (han > latin && han > 2 * other) {
      return CHINESE;
    }
    return latin > 0 && latin >= han && latin >= other ? ENGLISH : null;
  }

  private static boolean isAsciiLetter(int codePoint) {
    int lower = codePoint | 0x20;
    return lower >= 'a' && lower <= 'z';
  }
}

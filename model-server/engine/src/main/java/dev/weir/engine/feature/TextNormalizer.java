package dev.weir.engine.feature;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The normalisation {@value #ID}: what writers do to a text so that it is not recognised, undone. A
 * package names it in {@code weir.json}, so that training and serving agree; what it does never
 * changes under the same name. Stateless, thread-safe.
 *
 * <ol>
 *   <li>NFKC: full-width, mathematical and other compatibility forms become plain ones.
 *   <li>Links, e-mail addresses and what may be a telephone number (7 to 15 digits with at most two
 *       of space, brackets, dot, dash and slash between them) become {@code <url>}, {@code <email>}
 *       and {@code <phone>}.
 *   <li>Format characters (zero-width ones among them) and enclosing marks go; combining marks go
 *       after Latin, Greek and Cyrillic letters, and so do their accents; letters become lower
 *       case.
 *   <li>{@link Homoglyphs}: letters that look Latin (other alphabets, small capitals, letters with
 *       strokes) become Latin in words that are Latin otherwise, and in words of nothing but exact
 *       look-alikes in a Latin text.
 *   <li>Three or more single letters with one space, dot, dash, star or underscore between them
 *       become one word; those with the same sign between them first, so that a word of one letter
 *       before {@code b-a-d} stays by itself.
 *   <li>Digits and signs that stand for letters become these, {@code 0 1 3 4 5 7 8 9 @ $} are
 *       {@code o i e a s t b g a s}: between two letters, a single one but {@code @} at the
 *       beginning of a word of three letters or more, two of them there if the letters are no
 *       {@link Units unit}, and {@code $} behind a letter.
 *   <li>A character, digits apart, that stands more than twice in a row stands twice; white space
 *       becomes one space, and none at the ends.
 * </ol>
 */
public final class TextNormalizer {
  /** The name in {@code weir.json}. */
  public static final String ID = "weir-text-1";

  private static final Pattern URL =
      Pattern.compile("(?i)\\b(?:https?://|www\\.)[^\\s<>\"]{2,2000}");
  private static final Pattern EMAIL =
      Pattern.compile(
          "(?i)(?<![\\w.+-])[\\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,4}\\b");
  private static final Pattern PHONE =
      Pattern.compile("(?<![\\w.])\\+?\\d(?:[ ()./-]{0,2}\\d){6,14}(?!\\w)");
  private static final Pattern SPACED =
      Pattern.compile("(?<![\\p{L}\\p{N}])(?:\\p{L}[ .\\-*_]){2,40}\\p{L}(?![\\p{L}\\p{N}])");
  private static final Pattern SPACED_ALIKE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])\\p{L}([.\\-*_])(?:\\p{L}\\1){1,39}\\p{L}(?![\\p{L}\\p{N}])");
  private static final Pattern SEPARATORS = Pattern.compile("[ .\\-*_]");
  private static final int LEAST_PHONE_DIGITS = 7;
  private static final int MOST_PHONE_SIGNS = 2;
  private static final int MOST_REPEATS = 2;
  private static final int LEAST_LETTERS = 3;
  private static final int MOST_LEADING = 2;

  private TextNormalizer() {}

  /** The normalised text; the same text gives the same result in every version. */
  public static String normalize(String text) {
    String plain =
        Normalizer.isNormalized(text, Normalizer.Form.NFKC)
            ? text
            : Normalizer.normalize(text, Normalizer.Form.NFKC);
    String folded = Homoglyphs.fold(CharacterFold.fold(mask(plain)));
    return squeeze(unleet(joinSpaced(folded)));
  }

  /** Patterns run only where a scan says that they may match. */
  private static String mask(String text) {
    boolean link = false;
    boolean mail = false;
    boolean phone = false;
    int digits = 0;
    int lastDigit = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = i - lastDigit > MOST_PHONE_SIGNS + 1 ? 1 : digits + 1;
        lastDigit = i;
        phone |= digits >= LEAST_PHONE_DIGITS;
      } else if (c == '@') {
        mail |= i > 0 && !Character.isWhitespace(text.charAt(i - 1));
      } else if (c == '.' || c == ':') {
        link |= c == '.' ? follows(text, i, "www") : text.startsWith("//", i + 1);
      }
    }
    String masked = link ? URL.matcher(text).replaceAll("<url>") : text;
    if (mail) {
      masked = EMAIL.matcher(masked).replaceAll("<email>");
    }
    return phone ? PHONE.matcher(masked).replaceAll("<phone>") : masked;
  }

  private static boolean follows(String text, int at, String word) {
    return text.regionMatches(true, at - word.length(), word, 0, word.length());
  }

  private static String joinSpaced(String text) {
    if (!maySpaceLetters(text)) {
      return text;
    }
    return join(SPACED, join(SPACED_ALIKE, text));
  }

  private static String join(Pattern letters, String text) {
    return letters
        .matcher(text)
        .replaceAll(match -> SEPARATORS.matcher(match.group()).replaceAll(""));
  }

  /** Whether somewhere a single character stands between two separators, after another one. */
  private static boolean maySpaceLetters(String text) {
    for (int i = 1; i + 3 < text.length(); i++) {
      if (!isSeparator(text.charAt(i)) || isSeparator(text.charAt(i + 1))) {
        continue;
      }
      char second = text.charAt(i + 1);
      int next = Character.isHighSurrogate(second) ? i + 3 : i + 2;
      if (next < text.length()
          && isSeparator(text.charAt(next))
          && Character.isLetter(text.codePointAt(i + 1))
          && standsAlone(text, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the character that ends at {@code end} is a letter with none before it. */
  private static boolean standsAlone(String text, int end) {
    int letter = text.codePointBefore(end);
    int start = end - Character.charCount(letter);
    return Character.isLetter(letter)
        && (start == 0 || !Character.isLetter(text.charAt(start - 1)));
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '.' || c == '-' || c == '*' || c == '_';
  }

  private static String unleet(String text) {
    @Nullable StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char letter = leetLetter(text.charAt(i));
      if (letter == 0) {
        continue;
      }
      char before = i == 0 ? ' ' : out == null ? text.charAt(i - 1) : out.charAt(i - 1);
      int after = i + 1;
      while (after < text.length() && leetLetter(text.charAt(after)) != 0) {
        after++;
      }
      boolean letterFollows = after < text.length() && isAscii(text.charAt(after));
      boolean decoded =
          isAscii(before)
              ? letterFollows || text.charAt(i) == '$'
              : startsWord(text, i, before, after);
      if (decoded) {
        if (out == null) {
          out = new StringBuilder(text);
        }
        out.setCharAt(i, letter);
      }
    }
    return out == null ? text : out.toString();
  }

  /**
   * Whether one digit or sign, or two that count nothing, stand before three letters or more at the
   * beginning of a word.
   */
  private static boolean startsWord(String text, int at, char before, int after) {
    if (text.charAt(at) == '@'
        || Character.isLetterOrDigit(before)
        || leetLetter(before) != 0
        || after > at + MOST_LEADING) {
      return false;
    }
    int letters = 0;
    int end = at + 1;
    for (; end < text.length(); end++) {
      char c = text.charAt(end);
      if (!isAscii(c) && leetLetter(c) == 0) {
        break;
      }
      letters += isAscii(c) ? 1 : 0;
    }
    return letters >= LEAST_LETTERS
        && (after == at + 1 || !Units.isUnit(text.substring(after, end)));
  }

  private static boolean isAscii(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static char leetLetter(char c) {
    return switch (c) {
      case '0' -> 'o';
      case '1' -> 'i';
      case '3' -> 'e';
      case '4', '@' -> 'a';
      case '5', '$' -> 's';
      case '7' -> 't';
      case '8' -> 'b';
      case '9' -> 'g';
      default -> 0;
    };
  }

  private static String squeeze(String text) {
    if (isSqueezed(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int last = -1;
    int repeats = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isSpace(c)) {
        if (last != ' ' && last != -1) {
          out.append(' ');
        }
        last = last == -1 ? -1 : ' ';
        continue;
      }
      repeats = c == last && !Character.isDigit(c) ? repeats + 1 : 1;
      last = c;
      if (repeats <= MOST_REPEATS) {
        out.appendCodePoint(c);
      }
    }
    int end = out.length();
    return end > 0 && out.charAt(end - 1) == ' ' ? out.substring(0, end - 1) : out.toString();
  }

  private static boolean isSqueezed(String text) {
    int last = ' ';
    int repeats = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      repeats = c == last ? repeats + 1 : 1;
      boolean tooMany = repeats > MOST_REPEATS && !Character.isDigit(c);
      boolean space = isSpace(c);
      if (tooMany || (space && (c != ' ' || last == ' '))) {
        return false;
      }
      last = c;
    }
    return last != ' ' || text.isEmpty();
  }

  private static boolean isSpace(int c) {
    return c < 0x80
        ? c <= ' ' || c == 0x7F
        : Character.isWhitespace(c) || Character.isISOControl(c) || Character.isSpaceChar(c);
  }
}

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
 *   <li>{@link Homoglyphs}: Cyrillic and Greek letters that look Latin become Latin in words that
 *       are Latin otherwise, and words of nothing but exact look-alikes in a Latin text.
 *   <li>Three or more single letters with one space, dot, dash, star or underscore between them
 *       become one word.
 *   <li>Digits and signs that stand for letters, between two letters, become these: {@code 0 1 3 4
 *       5 7 @ $} are {@code o i e a s t a s}.
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
  private static final Pattern SEPARATORS = Pattern.compile("[ .\\-*_]");
  private static final int LEAST_PHONE_DIGITS = 7;
  private static final int MOST_REPEATS = 2;

  private TextNormalizer() {}

  /** The normalised text; the same text gives the same result in every version. */
  public static String normalize(String text) {
    String plain =
        Normalizer.isNormalized(text, Normalizer.Form.NFKC)
            ? text
            : Normalizer.normalize(text, Normalizer.Form.NFKC);
    String folded = Homoglyphs.fold(fold(mask(plain)));
    return squeeze(unleet(joinSpaced(folded)));
  }

  private static String mask(String text) {
    String masked = text;
    if (masked.contains("://") || containsIgnoreCase(masked, "www.")) {
      masked = URL.matcher(masked).replaceAll("<url>");
    }
    if (masked.indexOf('@') >= 0) {
      masked = EMAIL.matcher(masked).replaceAll("<email>");
    }
    return hasDigits(masked) ? PHONE.matcher(masked).replaceAll("<phone>") : masked;
  }

  private static boolean containsIgnoreCase(String text, String part) {
    for (int i = 0; i + part.length() <= text.length(); i++) {
      if (text.regionMatches(true, i, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasDigits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' && ++digits == LEAST_PHONE_DIGITS) {
        return true;
      }
    }
    return false;
  }

  private static String fold(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean afterAlphabet = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        out.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c));
        afterAlphabet = true;
        continue;
      }
      switch (Character.getType(c)) {
        case Character.FORMAT, Character.ENCLOSING_MARK -> {}
        case Character.NON_SPACING_MARK -> {
          if (!afterAlphabet) {
            out.appendCodePoint(c); // part of the letter in other scripts
          }
        }
        default -> {
          afterAlphabet = isAlphabet(c);
          out.appendCodePoint(Character.toLowerCase(afterAlphabet ? base(c) : c));
        }
      }
    }
    return out.toString();
  }

  private static boolean isAlphabet(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case LATIN, GREEK, CYRILLIC, COMMON, INHERITED -> true;
      default -> false;
    };
  }

  /** A letter without its accents. */
  private static int base(int c) {
    String apart = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
    return apart.codePointAt(0);
  }

  private static String joinSpaced(String text) {
    return SPACED
        .matcher(text)
        .replaceAll(match -> SEPARATORS.matcher(match.group()).replaceAll(""));
  }

  private static String unleet(String text) {
    @Nullable StringBuilder out = null;
    for (int i = 1; i + 1 < text.length(); i++) {
      char letter = leetLetter(text.charAt(i));
      if (letter == 0) {
        continue;
      }
      char before = out == null ? text.charAt(i - 1) : out.charAt(i - 1);
      int after = i + 1;
      while (after < text.length() && leetLetter(text.charAt(after)) != 0) {
        after++;
      }
      if (isAscii(before) && after < text.length() && isAscii(text.charAt(after))) {
        if (out == null) {
          out = new StringBuilder(text);
        }
        out.setCharAt(i, letter);
      }
    }
    return out == null ? text : out.toString();
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
      default -> 0;
    };
  }

  private static String squeeze(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int last = -1;
    int repeats = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isISOControl(c) || Character.isSpaceChar(c)) {
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
}

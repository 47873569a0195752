package dev.weir.engine.feature;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * What the Hugging Face BERT normalizer and pre-tokenizer do with a single character, for the
 * characters of which this is sure to be the same in every version of Unicode. Immutable,
 * thread-safe.
 */
final class BertCharacters {
  /** Part of a word. */
  static final byte WORD = 0;

  /** Ends a word. */
  static final byte SPACE = 1;

  /** Stands alone: punctuation and Chinese characters. */
  static final byte ALONE = 2;

  /** Disappears. */
  static final byte DROP = 3;

  /** Not known here: ask the library. */
  static final byte UNKNOWN = 4;

  /** Latin, Greek, Cyrillic, punctuation and currency, kana, Chinese, full-width forms, emoji. */
  private static final int[][] KNOWN = {
    {0x0000, 0x024F}, {0x0300, 0x0373}, {0x0391, 0x03A1}, {0x03A3, 0x03CE}, {0x0400, 0x0481},
    {0x048A, 0x0513}, {0x2010, 0x2027}, {0x2030, 0x2052}, {0x20A0, 0x20B5}, {0x2190, 0x21FF},
    {0x2200, 0x22FF}, {0x2500, 0x25FF}, {0x2600, 0x26BC}, {0x3000, 0x303F}, {0x3041, 0x3096},
    {0x309B, 0x30FF}, {0x4E00, 0x9FA5}, {0xFE0F, 0xFE0F}, {0xFF01, 0xFFBE}
  };

  private static final int LIMIT = 0x10000;

  private final byte[] kinds = new byte[LIMIT];
  private final char[] folded = new char[LIMIT];

  BertCharacters(boolean cleanText, boolean chineseAlone, boolean stripAccents, boolean lowercase) {
    Arrays.fill(kinds, UNKNOWN);
    for (int[] range : KNOWN) {
      for (int c = range[0]; c <= range[1]; c++) {
        if (Character.isDefined(c)) {
          classify((char) c, cleanText, chineseAlone, stripAccents, lowercase);
        }
      }
    }
  }

  /** What becomes of a character. */
  byte kind(char c) {
    return kinds[c];
  }

  /** The character without case and accent, where these are dropped. */
  char fold(char c) {
    return folded[c];
  }

  private void classify(
      char c, boolean cleanText, boolean chineseAlone, boolean stripAccents, boolean lowercase) {
    if (cleanText) {
      if (c == '\t' || c == '\n' || c == '\r') {
        kinds[c] = SPACE;
        return;
      }
      if (c == 0xFFFD || isOther(c)) {
        kinds[c] = DROP;
        return;
      }
    }
    String text = Character.toString(c);
    if (stripAccents) {
      text = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
    }
    if (lowercase) {
      StringBuilder lower = new StringBuilder();
      text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
      text = lower.toString();
    }
    if (text.isEmpty()) {
      kinds[c] = DROP;
      return;
    }
    if (text.length() != 1) {
      return; // becomes several characters: not known here
    }
    char result = text.charAt(0);
    folded[c] = result;
    if (isWhitespace(result)) {
      kinds[c] = SPACE;
    } else if (isPunctuation(result) || (chineseAlone && isChinese(c))) {
      kinds[c] = ALONE;
    } else {
      kinds[c] = WORD;
    }
  }

  private static boolean isWhitespace(char c) {
    return c == ' '
        || (c >= '\t' && c <= '\r')
        || c == 0x85
        || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  private static boolean isOther(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE -> true;
      default -> false;
    };
  }

  private static boolean isPunctuation(char c) {
    if (c < 0x80) {
      return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isChinese(char c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0xF900 && c <= 0xFAFF);
  }
}

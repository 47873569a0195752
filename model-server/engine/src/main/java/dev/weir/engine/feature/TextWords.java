package dev.weir.engine.feature;

/**
 * The words of a normalised text, in an arena's working memory. Confined.
 *
 * <p>A word is a run of letters and digits with the marks and apostrophes inside it; each Chinese,
 * Japanese or Korean character and each symbol or emoji is a word of its own; white space and other
 * punctuation is none.
 */
final class TextWords {
  private static final int FIELDS = 3;

  private final int[] memory;
  private final int limit;
  private int count;

  private TextWords(int[] memory, int limit) {
    this.memory = memory;
    this.limit = limit;
  }

  static TextWords of(String text, IdArena arena) {
    int length = text.length();
    TextWords words = new TextWords(arena.scratchInts(FIELDS * length), length);
    int size = 0;
    int start = 0;
    for (int i = 0; i < length; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean alone = Character.isIdeographic(c) || isKana(c) || isSymbol(c);
      boolean inside = !alone && (Character.isLetterOrDigit(c) || (size > start && isInner(c)));
      if (!inside) {
        words.end(start, size);
        start = size;
      }
      if (alone || inside) {
        words.memory[size++] = c;
      }
      if (alone) {
        words.end(start, size);
        start = size;
      }
    }
    words.end(start, size);
    return words;
  }

  private void end(int start, int end) {
    if (end > start) {
      memory[limit + count] = start;
      memory[2 * limit + count] = end;
      count++;
    }
  }

  int count() {
    return count;
  }

  int start(int word) {
    return memory[limit + word];
  }

  int end(int word) {
    return memory[2 * limit + word];
  }

  int codePoint(int at) {
    return memory[at];
  }

  /** Whether a word is a single character that stands for a word or a syllable. */
  boolean isCjk(int word) {
    int c = memory[start(word)];
    return end(word) - start(word) == 1 && (Character.isIdeographic(c) || isKana(c));
  }

  /** Whether a word is digits only. */
  boolean isNumber(int word) {
    for (int i = start(word); i < end(word); i++) {
      if (!Character.isDigit(memory[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKana(int c) {
    return (c >= 0x3041 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3);
  }

  private static boolean isSymbol(int c) {
    return c >= 0x80 && Character.getType(c) == Character.OTHER_SYMBOL;
  }

  private static boolean isInner(int c) {
    return c == '\'' || c == 0x2019 || Character.getType(c) == Character.NON_SPACING_MARK;
  }
}

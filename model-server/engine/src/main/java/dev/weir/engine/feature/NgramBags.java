package dev.weir.engine.feature;

/**
 * The bags of hashed n-grams of a text, version {@value TextNormalizer#ID}: rows of an embedding
 * table of 2^18 rows. Stateless, thread-safe.
 *
 * <p>Word bag, at most {@value #MAX_WORD_IDS} ids: six of the text's shape (share of capitals,
 * length, "!", "?", share of digits, links), then words, pairs of neighbouring words and triples of
 * CJK characters. Numbers of four digits or more count by their length. Character bag, at most
 * {@value #MAX_CHARACTER_IDS} ids: the 3- to 5-grams of each word between {@code <} and {@code >}.
 */
public final class NgramBags {
  /** Ids of a word bag. */
  public static final int MAX_WORD_IDS = 256;

  /** Ids of a character bag. */
  public static final int MAX_CHARACTER_IDS = 512;

  /** Rows of the embedding table that ids point to; row 0 is padding. */
  public static final int ROWS = NgramHash.BUCKETS;

  private static final int UNIGRAM = 1;
  private static final int BIGRAM = 2;
  private static final int TRIGRAM = 3;
  private static final int LONG_NUMBER = 4;
  private static final int SHAPE = 16;
  private static final int LONG_NUMBER_DIGITS = 4;
  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;

  private NgramBags() {}

  /** The word bag as a feature. */
  public static IdFeature words() {
    return new Bag(MAX_WORD_IDS) {
      @Override
      void fill(String raw, TextWords words, IdArena arena) {
        shape(raw, words.count(), arena);
        wordGrams(words, arena);
      }
    };
  }

  /** The character bag as a feature. */
  public static IdFeature characters() {
    return new Bag(MAX_CHARACTER_IDS) {
      @Override
      void fill(String raw, TextWords words, IdArena arena) {
        for (int word = 0; word < words.count() && arena.open() < maxLength(); word++) {
          if (!words.isCjk(word) && !isLongNumber(words, word)) {
            characterGrams(words, word, arena);
          }
        }
      }
    };
  }

  private static void shape(String raw, int words, IdArena arena) {
    int letters = 0;
    int capitals = 0;
    int digits = 0;
    int exclamations = 0;
    int questions = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      letters += Character.isLetter(c) ? 1 : 0;
      capitals += Character.isUpperCase(c) ? 1 : 0;
      digits += Character.isDigit(c) ? 1 : 0;
      exclamations += c == '!' || c == 0xFF01 ? 1 : 0;
      questions += c == '?' || c == 0xFF1F ? 1 : 0;
    }
    boolean link = raw.contains("://") || raw.contains("www.");
    shapeId(0, letters == 0 ? 0 : (4 * capitals + letters - 1) / letters, arena);
    shapeId(1, Integer.SIZE - Integer.numberOfLeadingZeros(words), arena);
    shapeId(2, Math.min(3, exclamations), arena);
    shapeId(3, Math.min(3, questions), arena);
    shapeId(4, (8 * digits + raw.length() - 1) / raw.length(), arena);
    shapeId(5, link ? 1 : 0, arena);
  }

  private static void shapeId(int kind, int value, IdArena arena) {
    arena.add(NgramHash.row(NgramHash.add(NgramHash.WORDS, value), SHAPE + kind));
  }

  private static void wordGrams(TextWords words, IdArena arena) {
    for (int word = 0; word < words.count() && arena.open() < MAX_WORD_IDS; word++) {
      if (isLongNumber(words, word)) {
        int digits = words.end(word) - words.start(word);
        arena.add(NgramHash.row(NgramHash.add(NgramHash.WORDS, digits), LONG_NUMBER));
        continue;
      }
      arena.add(NgramHash.row(hash(words, word, NgramHash.WORDS), UNIGRAM));
      if (word > 0) {
        arena.add(NgramHash.row(gram(words, word - 1, word), BIGRAM));
      }
      if (word > 1 && words.isCjk(word) && words.isCjk(word - 1) && words.isCjk(word - 2)) {
        arena.add(NgramHash.row(gram(words, word - 2, word), TRIGRAM));
      }
    }
    arena.shrinkOpen(MAX_WORD_IDS);
  }

  private static int gram(TextWords words, int first, int last) {
    int hash = NgramHash.WORDS;
    for (int word = first; word <= last; word++) {
      hash = hash(words, word, word == first ? hash : NgramHash.add(hash, ' '));
    }
    return hash;
  }

  private static int hash(TextWords words, int word, int start) {
    int hash = start;
    for (int i = words.start(word); i < words.end(word); i++) {
      hash = NgramHash.add(hash, words.codePoint(i));
    }
    return hash;
  }

  private static void characterGrams(TextWords words, int word, IdArena arena) {
    int start = words.start(word) - 1;
    int end = words.end(word) + 1;
    for (int from = start; from + SHORTEST <= end; from++) {
      int hash = NgramHash.CHARACTERS;
      for (int at = from; at < Math.min(end, from + LONGEST); at++) {
        int c = at == start ? '<' : at == end - 1 ? '>' : words.codePoint(at);
        hash = NgramHash.add(hash, c);
        int length = at - from + 1;
        if (length >= SHORTEST) {
          arena.add(NgramHash.row(hash, length));
        }
      }
    }
    arena.shrinkOpen(MAX_CHARACTER_IDS);
  }

  private static boolean isLongNumber(TextWords words, int word) {
    return words.end(word) - words.start(word) >= LONG_NUMBER_DIGITS && words.isNumber(word);
  }

  private abstract static class Bag implements IdFeature {
    private final int most;

    Bag(int most) {
      this.most = most;
    }

    abstract void fill(String raw, TextWords words, IdArena arena);

    @Override
    public void append(String raw, String normalized, IdArena arena) {
      fill(raw, TextWords.of(normalized, arena), arena);
    }

    @Override
    public int maxLength() {
      return most;
    }

    @Override
    public void close() {}
  }
}

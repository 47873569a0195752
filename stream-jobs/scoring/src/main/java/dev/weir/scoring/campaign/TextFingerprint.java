package dev.weir.scoring.campaign;

import dev.weir.engine.feature.TextNormalizer;

/**
 * What near-duplicate texts have in common. Immutable.
 *
 * <p>The text is normalised as models do ({@link TextNormalizer}), so that look-alike letters,
 * zero-width characters and spaced words do not hide a repeat, and reduced to its letters: digits,
 * punctuation and spaces are what senders vary. Of the shingles of five letters (two and a half
 * Chinese, Japanese or Korean characters),
 *
 * <ul>
 *   <li>the smallest hash is the key. Two texts have the same key with a probability of the share
 *       of shingles that they have in common (A. Broder, On the resemblance and containment of
 *       documents, 1997), so a stream can be keyed by it and most of a raid meets in one place;
 *   <li>the majority of each of 64 bits of their hashes is the SimHash (M. Charikar, Similarity
 *       estimation techniques from rounding algorithms, 2002), by which texts under one key are
 *       told apart.
 * </ul>
 *
 * @param campaignKey the key; 0 if the text takes no part, because it is too short or repeats too
 *     few shingles ("hahaha") to be anybody's own
 * @param simHash the SimHash; 0 if the text takes no part
 */
public record TextFingerprint(long campaignKey, long simHash) {

  /** Of a text that takes no part. */
  public static final TextFingerprint NONE = new TextFingerprint(0, 0);

  /** Letters that a text must have, where a Chinese, Japanese or Korean one counts twice. */
  static final int LEAST_LETTERS = 24;

  /** Distinct shingles that a text must have, up to collisions in a table of 256. */
  static final int LEAST_DISTINCT = 10;

  private static final int SHINGLE = 5;

  /** Byte lanes count to 255, and the beginning of a long text is enough to know it again. */
  private static final int MOST_SHINGLES = 255;

  private static final int MOST_LETTERS = MOST_SHINGLES + SHINGLE - 1;
  private static final int MOST_CHARS = 1_024;
  private static final long BASE = 0x9E3779B97F4A7C15L;
  private static final long BASE_TO_SHINGLE = power(BASE, SHINGLE);
  private static final long CJK_HALF = 0x5BD1E995L;

  private static final boolean[] PLAIN = plain();

  /** One byte lane for each bit of the index. */
  private static final long[] LANES = lanes();

  /** The fingerprint of that text. */
  public static TextFingerprint of(String text) {
    return text.length() < LEAST_LETTERS / 2 ? NONE : new Shingles().read(text);
  }

  /** Bits in which two SimHashes differ, from 0 to 64. */
  static int distance(long a, long b) {
    return Long.bitCount(a ^ b);
  }

  /** One pass over a text. Confined. */
  private static final class Shingles {
    private final long[] window = new long[SHINGLE];
    private final long[] counts = new long[Long.BYTES];
    private final long[] present = new long[4];
    private long rolling;
    private long least = -1;
    private int letters;

    TextFingerprint read(String text) {
      String head = head(text);
      if (isPlain(head)) {
        readPlain(head);
      } else {
        readNormal(TextNormalizer.normalize(head));
      }
      return letters < LEAST_LETTERS || distinct() < LEAST_DISTINCT
          ? NONE
          : new TextFingerprint(least == 0 ? 1 : least, majority());
    }

    /** What is left of plain text when it is normalised: small letters, repeats cut to two. */
    private void readPlain(String text) {
      int last = 0;
      int before = 0;
      for (int i = 0; i < text.length() && letters < MOST_LETTERS; i++) {
        int c = text.charAt(i);
        c = c >= 'A' && c <= 'Z' ? c | 0x20 : c;
        if (c >= 'a' && c <= 'z' && !(c == last && c == before)) {
          add(c);
        }
        before = last;
        last = c;
      }
    }

    private void readNormal(String normal) {
      for (int i = 0; i < normal.length() && letters < MOST_LETTERS; ) {
        int c = normal.codePointAt(i);
        i += Character.charCount(c);
        if (c < 0x80 ? c >= 'a' && c <= 'z' : Character.isLetter(c)) {
          add(c);
          if (c >= 0x3040 && isCjk(c)) {
            add(c + CJK_HALF);
          }
        }
      }
    }

    private void add(long unit) {
      int slot = letters % SHINGLE;
      rolling = rolling * BASE + unit - window[slot] * BASE_TO_SHINGLE;
      window[slot] = unit;
      letters++;
      int shingles = letters - SHINGLE + 1;
      if (shingles < 1 || shingles > MOST_SHINGLES) {
        return;
      }
      long hash = mix(rolling);
      if (Long.compareUnsigned(hash, least) < 0) {
        least = hash;
      }
      present[(int) (hash & 3)] |= 1L << (hash >>> 2);
      long bits = mix(hash);
      for (int lane = 0; lane < Long.BYTES; lane++) {
        counts[lane] += LANES[(int) (bits >>> (8 * lane)) & 0xFF];
      }
    }

    private int distinct() {
      int distinct = 0;
      for (long word : present) {
        distinct += Long.bitCount(word);
      }
      return distinct;
    }

    private long majority() {
      int half = Math.min(letters - SHINGLE + 1, MOST_SHINGLES) / 2;
      long hash = 0;
      for (int bit = 0; bit < Long.SIZE; bit++) {
        long ones = counts[bit / 8] >>> (8 * (bit % 8)) & 0xFF;
        hash |= ones > half ? 1L << bit : 0;
      }
      return hash;
    }
  }

  /**
   * Whether normalisation would change nothing of the text but its case and repeats: ASCII without
   * signs that stand for letters and without what may be a link, an address or a number. Most text
   * is, and normalising it costs more than all else here.
   */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= PLAIN.length || !PLAIN[c]) {
        return false;
      }
      if (c == '.' && i >= 3 && (text.charAt(i - 1) | 0x20) == 'w') {
        return false;
      }
      if (c < 'A' && isAlone(text, i - 1) && isAlone(text, i + 1)) {
        return false; // spaced letters are joined
      }
    }
    return true;
  }

  /** Whether a letter stands there with none beside it. */
  private static boolean isAlone(String text, int at) {
    return isLetterAt(text, at) && !isLetterAt(text, at - 1) && !isLetterAt(text, at + 1);
  }

  private static boolean isLetterAt(String text, int at) {
    if (at < 0 || at >= text.length()) {
      return false;
    }
    int lower = text.charAt(at) | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[128];
    for (int c = ' '; c < plain.length - 1; c++) {
      plain[c] = !(c >= '0' && c <= '9') && c != '@' && c != '$' && c != ':' && c != '_';
    }
    plain['\n'] = true;
    plain['\t'] = true;
    return plain;
  }

  private static String head(String text) {
    if (text.length() <= MOST_CHARS) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(MOST_CHARS - 1));
    return text.substring(0, splits ? MOST_CHARS - 1 : MOST_CHARS);
  }

  private static boolean isCjk(int c) {
    return Character.isIdeographic(c) || (c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3);
  }

  /** The finalizer of MurmurHash3. */
  private static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }

  private static long power(long base, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= base;
    }
    return power;
  }

  private static long[] lanes() {
    long[] lanes = new long[256];
    for (int value = 0; value < lanes.length; value++) {
      for (int bit = 0; bit < 8; bit++) {
        lanes[value] |= (long) (value >>> bit & 1) << (8 * bit);
      }
    }
    return lanes;
  }
}

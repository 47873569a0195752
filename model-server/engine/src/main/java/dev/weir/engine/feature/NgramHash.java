package dev.weir.engine.feature;

/**
 * The hash of an n-gram: FNV-1a over its code points and its kind, finished with MurmurHash3's
 * 32-bit mixer, and reduced to a row of an embedding table. Stateless.
 */
final class NgramHash {
  /** Rows of the table; 0 is padding, the last is left unused. */
  static final int BUCKETS = 1 << 18;

  /** Start of a word n-gram (FNV's offset basis). */
  static final int WORDS = 0x811C9DC5;

  /** Start of a character n-gram. */
  static final int CHARACTERS = 0x9E3779B9;

  private static final int PRIME = 16777619;

  private NgramHash() {}

  /** The hash after one more code point. */
  static int add(int hash, int codePoint) {
    return (hash ^ codePoint) * PRIME;
  }

  /** The row of a finished n-gram of some kind: 1 to {@link #BUCKETS} - 2. */
  static int row(int hash, int kind) {
    int h = add(hash, kind);
    h ^= h >>> 16;
    h *= 0x85EBCA6B;
    h ^= h >>> 13;
    h *= 0xC2B2AE35;
    h ^= h >>> 16;
    return 1 + Integer.remainderUnsigned(h, BUCKETS - 2);
  }
}

package dev.weir.scoring.drift;

import java.util.Arrays;
import java.util.Locale;

/**
 * The buckets that values are counted in. They are fixed and fine, so that counting needs no
 * reference and counts of different places can be added; a comparison joins them into the quantile
 * bins of its reference ({@link Bins}). Their numbers are written into files and topics: never
 * change one.
 */
public enum Scale {

  /** Hashes of words; the words themselves are not kept. */
  WORDS(0, 256, false),

  /** Names from a short list, such as labels and languages, by {@link #ofName}. */
  NAMES(1, 32, false),

  /**
   * Probabilities by their log odds, a quarter apart, from -8 (0.0003) to 8 (0.9997): fine where
   * probabilities of rare labels are.
   */
  PROBABILITY(2, 64, true),

  /**
   * Any number by sign and magnitude: missing, then negative ones, zero and positive ones, two
   * buckets a factor of two, from 2⁻⁸ to 2²⁸.
   */
  NUMBER(3, 2 * 72 + 2, true);

  private static final double LOG_ODDS_LIMIT = 8;
  private static final double LOG_ODDS_STEP = 0.25;
  private static final int MAGNITUDES = 72;
  private static final int LEAST_EXPONENT = -8;
  private static final int MISSING = 0;
  private static final int ZERO = 1 + MAGNITUDES;

  private final int code;
  private final int buckets;
  private final boolean ordered;

  Scale(int code, int buckets, boolean ordered) {
    this.code = code;
    this.buckets = buckets;
    this.ordered = ordered;
  }

  /** How many buckets there are. */
  public int buckets() {
    return buckets;
  }

  /** Number of the scale in bytes. */
  int code() {
    return code;
  }

  /**
   * The scale of that number.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Scale ofCode(long code) {
    for (Scale scale : values()) {
      if (scale.code == code) {
        return scale;
      }
    }
    throw new IllegalArgumentException("scale " + code + " is unknown");
  }

  /** Whether neighbouring buckets hold neighbouring values and may be joined. */
  boolean isOrdered() {
    return ordered;
  }

  /**
   * The bucket of a value; of {@link #NUMBER}, NaN is a missing one.
   *
   * @throws IllegalArgumentException for scales of names and words
   */
  int bucket(double value) {
    return switch (this) {
      case PROBABILITY -> probability(value);
      case NUMBER -> number(value);
      case WORDS, NAMES -> throw new IllegalArgumentException(this + " counts no numbers");
    };
  }

  /** The bucket of a hash, spread evenly. */
  static int ofHash(int hash) {
    int h = hash;
    h ^= h >>> 16;
    h *= 0x85EBCA6B;
    h ^= h >>> 13;
    h *= 0xC2B2AE35;
    h ^= h >>> 16;
    return h & (WORDS.buckets - 1);
  }

  /** The bucket of a name; two names share one by chance. */
  static int ofName(String name) {
    return ofHash(name.toLowerCase(Locale.ROOT).hashCode()) & (NAMES.buckets - 1);
  }

  /** The least probability of a bucket of {@link #PROBABILITY}. */
  static double leastProbability(int bucket) {
    return bucket <= 0
        ? 0
        : 1 / (1 + StrictMath.exp(LOG_ODDS_LIMIT - LOG_ODDS_STEP * Math.min(bucket, 64)));
  }

  private static int probability(double p) {
    double odds = Math.log(p / (1 - p));
    if (Double.isNaN(odds)) {
      return 0;
    }
    int bucket = (int) Math.floor((odds + LOG_ODDS_LIMIT) / LOG_ODDS_STEP);
    return Math.max(0, Math.min(PROBABILITY.buckets - 1, bucket));
  }

  private static int number(double value) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    double magnitude = Math.abs(value);
    if (magnitude < Math.scalb(1.0, LEAST_EXPONENT)) {
      return ZERO;
    }
    int exponent = Math.min(Math.getExponent(magnitude), LEAST_EXPONENT + MAGNITUDES / 2 - 1);
    boolean upperHalf = magnitude >= Math.scalb(Math.sqrt(2), exponent);
    int rank = 2 * (exponent - LEAST_EXPONENT) + (upperHalf ? 1 : 0);
    return value < 0 ? ZERO - 1 - rank : ZERO + 1 + rank;
  }

  /**
   * The scale of that name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  static Scale named(String name) {
    for (Scale scale : values()) {
      if (scale.name().equalsIgnoreCase(name)) {
        return scale;
      }
    }
    throw new IllegalArgumentException(
        "scale '" + name + "' is not one of " + Arrays.toString(values()));
  }
}

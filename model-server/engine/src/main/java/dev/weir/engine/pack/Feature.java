package dev.weir.engine.pack;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the engine puts into a model's input; each is int64 (batch, length). */
public enum Feature {
  /** The ids of the tokenizer. */
  TOKEN_IDS(Sequence.TOKENS, Role.IDS),
  /** 1 where a token stands, 0 where padding does. */
  TOKEN_MASK(Sequence.TOKENS, Role.MASK),
  /** The segment of each token: always 0, as only single texts are scored. */
  TOKEN_TYPES(Sequence.TOKENS, Role.ZEROS),
  /** The bag of hashed words and pairs of words, and the text's shape. */
  WORD_NGRAM_IDS(Sequence.WORD_NGRAMS, Role.IDS),
  /** The bag of hashed character n-grams. */
  CHARACTER_NGRAM_IDS(Sequence.CHARACTER_NGRAMS, Role.IDS);

  /** Which list of ids of a text a feature shows. */
  public enum Sequence {
    /** The tokenizer's. */
    TOKENS,
    /** The word bag's. */
    WORD_NGRAMS,
    /** The character bag's. */
    CHARACTER_NGRAMS
  }

  /** What of a list of ids a feature shows. */
  public enum Role {
    /** The ids, then the padding id. */
    IDS,
    /** 1 for each id, then 0. */
    MASK,
    /** 0 throughout. */
    ZEROS
  }

  private final Sequence sequence;
  private final Role role;

  Feature(Sequence sequence, Role role) {
    this.sequence = sequence;
    this.role = role;
  }

  public Sequence sequence() {
    return sequence;
  }

  public Role role() {
    return role;
  }

  /** The name in {@code weir.json}, such as {@code token-ids}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The feature of a name in {@code weir.json}.
   *
   * @throws IllegalArgumentException naming the known ones, if there is none
   */
  public static Feature of(String id) {
    for (Feature feature : values()) {
      if (feature.id().equals(id)) {
        return feature;
      }
    }
    throw new IllegalArgumentException(
        "unknown feature '"
            + id
            + "'; known are "
            + Arrays.stream(values()).map(Feature::id).collect(Collectors.joining(", ")));
  }
}

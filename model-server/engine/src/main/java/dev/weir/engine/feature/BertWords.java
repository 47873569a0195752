package dev.weir.engine.feature;

import java.util.function.Consumer;

/**
 * The words that {@link WordPieceTokens} cuts into pieces, for whoever learns a vocabulary: those
 * of a tokenizer that cleans text, drops case and accents and lets Chinese characters stand alone.
 * Immutable, thread-safe.
 */
public final class BertWords {
  private final BertCharacters characters = new BertCharacters(true, true, true, true);

  /**
   * Hands over the words of a text in order; characters that only the library knows end a word and
   * are part of none.
   *
   * @param normalized a text after {@link TextNormalizer}
   */
  public void forEach(String normalized, Consumer<String> words) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < normalized.length(); i++) {
      char c = normalized.charAt(i);
      switch (characters.kind(c)) {
        case BertCharacters.WORD -> word.append(characters.fold(c));
        case BertCharacters.DROP -> {}
        case BertCharacters.ALONE -> {
          end(word, words);
          words.accept(Character.toString(characters.fold(c)));
        }
        default -> end(word, words);
      }
    }
    end(word, words);
  }

  private static void end(StringBuilder word, Consumer<String> words) {
    if (!word.isEmpty()) {
      words.accept(word.toString());
      word.setLength(0);
    }
  }
}

package dev.weir.engine.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.TokenizerFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Texts made of a package's own vocabulary, so that their tokens can be counted while they are
 * made: 22.4 tokens on average and 64 at most, special tokens included, log-normal as comments are.
 */
public final class BenchTexts {
  /** Gives a mean of 22.4 with the spread below, cut at 3 and 64. */
  private static final double MEDIAN_TOKENS = 19.0;

  private static final double SPREAD = 0.58;
  private static final int LEAST_TOKENS = 3;
  private static final int MOST_TOKENS = 64;
  private static final int SPECIAL_TOKENS = 2;
  private static final List<String> WORDS_OF_ANY =
      List.of("the", "this", "is", "good", "not", "and", "what", "price", "very", "thanks");

  private final List<String> words;
  private final Random random;

  public BenchTexts(ModelPackage pack, long seed) {
    random = new Random(seed);
    List<String> whole = new ArrayList<>();
    JsonNode vocabulary = TokenizerFile.read(pack).root().at("/model/vocab");
    vocabulary
        .fieldNames()
        .forEachRemaining(
            token -> {
              if (token.matches("[a-z]{2,9}")) {
                whole.add(token);
              }
            });
    words = whole.size() < 100 ? WORDS_OF_ANY : whole;
  }

  /** Texts that hardly repeat. */
  public List<String> distinct(int count) {
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double tokens = MEDIAN_TOKENS * Math.exp(SPREAD * random.nextGaussian());
      texts.add(text((int) Math.max(LEAST_TOKENS, Math.min(MOST_TOKENS, Math.round(tokens)))));
    }
    return texts;
  }

  /** Chat in which a share of the lines repeats one of a few hundred. */
  public List<String> repeating(int count, double share) {
    List<String> texts = distinct(count);
    List<String> hot = distinct(200);
    for (int i = 0; i < count; i++) {
      if (random.nextDouble() < share) {
        texts.set(i, hot.get(random.nextInt(hot.size())));
      }
    }
    return texts;
  }

  private String text(int tokens) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens - SPECIAL_TOKENS; i++) {
      text.append(i == 0 ? "" : " ").append(words.get(random.nextInt(words.size())));
    }
    return text.toString();
  }
}

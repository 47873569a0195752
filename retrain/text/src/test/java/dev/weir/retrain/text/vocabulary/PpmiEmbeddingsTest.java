package dev.weir.retrain.text.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PpmiEmbeddingsTest {
  private static final int WIDTH = 8;
  private static final int TOKENS = 60;

  @Test
  void tokens_sameNeighbours_lieTogether() {
    float[] embeddings = PpmiEmbeddings.learn(texts(), TOKENS, WIDTH, 1);

    // every ten of the tokens stand among each other
    assertThat(cosine(embeddings, 10, 11)).isGreaterThan(cosine(embeddings, 10, 21) + 0.3);
    assertThat(cosine(embeddings, 25, 28)).isGreaterThan(cosine(embeddings, 25, 15) + 0.3);
  }

  @Test
  void embeddings_spread_isATenth() {
    float[] embeddings = PpmiEmbeddings.learn(texts(), TOKENS, WIDTH, 1);

    double squares = 0;
    for (float value : embeddings) {
      squares += value * value;
    }
    assertThat(Math.sqrt(squares / embeddings.length)).isBetween(0.05, 0.2);
  }

  @Test
  void embeddings_sameSeed_areTheSame() {
    assertThat(PpmiEmbeddings.learn(texts(), TOKENS, WIDTH, 1))
        .isEqualTo(PpmiEmbeddings.learn(texts(), TOKENS, WIDTH, 1));
  }

  private static int[][] texts() {
    Random random = new Random(2);
    int[][] texts = new int[500][12];
    for (int i = 0; i < texts.length; i++) {
      for (int k = 0; k < texts[i].length; k++) {
        texts[i][k] = 10 + 10 * (i % 5) + random.nextInt(10);
      }
    }
    return texts;
  }

  private static double cosine(float[] values, int a, int b) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < WIDTH; i++) {
      product += values[a * WIDTH + i] * values[b * WIDTH + i];
      first += values[a * WIDTH + i] * values[a * WIDTH + i];
      second += values[b * WIDTH + i] * values[b * WIDTH + i];
    }
    return product / Math.sqrt(first * second);
  }
}

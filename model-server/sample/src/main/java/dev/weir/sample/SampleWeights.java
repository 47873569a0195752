package dev.weir.sample;

import java.util.Random;

/**
 * Untrained weights: uniform numbers from a fixed seed, so that every build writes the same bytes.
 * Row-major arrays; not to be changed after construction.
 */
final class SampleWeights {
  static final int WIDTH = 16;
  static final long SEED = 20_261_122L;
  private static final float EMBEDDING_RANGE = 1.0f;
  private static final float HEAD_RANGE = 1.5f;

  /** (tokens, {@link #WIDTH}). */
  final float[] embeddings;

  /** Per head: ({@link #WIDTH}, labels). */
  final float[][] heads;

  /** Per head: (labels). */
  final float[][] biases;

  SampleWeights(int tokens, int[] labelsPerHead) {
    Random random = new Random(SEED);
    embeddings = uniform(random, tokens * WIDTH, EMBEDDING_RANGE);
    heads = new float[labelsPerHead.length][];
    biases = new float[labelsPerHead.length][];
    for (int head = 0; head < labelsPerHead.length; head++) {
      heads[head] = uniform(random, WIDTH * labelsPerHead[head], HEAD_RANGE);
      biases[head] = uniform(random, labelsPerHead[head], 0.2f);
    }
  }

  private static float[] uniform(Random random, int count, float range) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (random.nextFloat() * 2 - 1) * range;
    }
    return values;
  }

  /** The softmax scores of one head for a text of these token ids, as the graph computes them. */
  double[] scores(int head, int... tokenIds) {
    double[] mean = new double[WIDTH];
    for (int id : tokenIds) {
      for (int d = 0; d < WIDTH; d++) {
        mean[d] += embeddings[id * WIDTH + d] / (double) tokenIds.length;
      }
    }
    int labels = biases[head].length;
    double[] scores = new double[labels];
    double sum = 0;
    for (int label = 0; label < labels; label++) {
      double logit = biases[head][label];
      for (int d = 0; d < WIDTH; d++) {
        logit += mean[d] * heads[head][d * labels + label];
      }
      scores[label] = Math.exp(logit);
      sum += scores[label];
    }
    for (int label = 0; label < labels; label++) {
      scores[label] /= sum;
    }
    return scores;
  }
}

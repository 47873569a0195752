package dev.weir.retrain.text.train;

import java.util.List;

/**
 * The numbers of a training run.
 *
 * @param seed of everything that is drawn
 * @param epochs passes over the texts, at most
 * @param patience epochs without a better validation after which training stops
 * @param batch texts of a step
 * @param vocabulary pieces of the tokenizer, at most
 * @param maxTokens of a text; what is beyond is cut
 * @param tokenWidth of a token's embedding
 * @param filters of the convolution
 * @param tableWidth of an n-gram's embedding
 * @param hidden units before the heads
 * @param learningRate of AdamW
 * @param tableRate of the hash table's gradient descent
 * @param warmUp steps, at most, until the rates are reached
 * @param dropout of embeddings and layers
 * @param bagDropout share of n-grams that a step leaves out
 * @param tokenMask share of tokens that a step hides
 * @param decay of AdamW
 * @param auxiliary weight of the auxiliary labels' loss
 * @param rowsOfSet a smaller set is shown repeatedly until it has this many rows an epoch
 * @param mostRepeats but no row more often than this
 * @param classBalance power of the inverse class frequency that weights the rows of tasks with two
 *     labels; 0 for none
 * @param sharedBias tasks, with commas between, that learn no bias for each data set: their network
 *     must tell from the text alone how likely a label is
 * @param smoothing share of a label's weight that all labels of its task share
 * @param average decay of the weights' average, every {@value
 *     dev.weir.retrain.text.model.WeightAverage#EVERY} steps; 0 for none
 * @param disguised share of the rows of a step whose words are spelled as {@link
 *     dev.weir.retrain.text.data.Disguises} does
 */
public record Recipe(
    long seed,
    int epochs,
    int patience,
    int batch,
    int vocabulary,
    int maxTokens,
    int tokenWidth,
    int filters,
    int tableWidth,
    int hidden,
    float learningRate,
    float tableRate,
    int warmUp,
    float dropout,
    float bagDropout,
    float tokenMask,
    float decay,
    float auxiliary,
    int rowsOfSet,
    int mostRepeats,
    float classBalance,
    String sharedBias,
    float smoothing,
    float average,
    float disguised) {
  /** Share of the rates that is left at the end. */
  private static final float LAST_SHARE = 0.02f;

  public Recipe {
    require(epochs >= 1, "epochs must be 1 or more, was " + epochs);
    require(patience >= 1, "patience must be 1 or more, was " + patience);
    require(batch >= 2, "batch must be 2 or more, was " + batch);
    require(vocabulary >= 100, "vocabulary must be 100 or more, was " + vocabulary);
    require(maxTokens >= 1, "max-tokens must be 1 or more, was " + maxTokens);
    require(tokenWidth >= 1 && filters >= 1 && tableWidth >= 1 && hidden >= 1, "sizes must be > 0");
    require(learningRate > 0 && tableRate > 0, "learning rates must be above 0");
    require(dropout > 0 && dropout < 1, "dropout must lie between 0 and 1, was " + dropout);
    require(bagDropout >= 0 && bagDropout < 1, "bag-dropout must be 0 or more and below 1");
    require(tokenMask >= 0 && tokenMask < 1, "token-mask must be 0 or more and below 1");
    require(smoothing >= 0 && smoothing < 1, "smoothing must be 0 or more and below 1");
    require(average >= 0 && average < 1, "average must be 0 or more and below 1");
    require(disguised >= 0 && disguised <= 1, "disguised must lie between 0 and 1");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The recipe of the shipped model. */
  public static Recipe defaults() {
    return new Recipe(
        1, 4, 2, 256, 12_000, 128, 128, 192, 32, 64, 1e-3f, 30, 200, 0.35f, 0.2f, 0.1f, 0.01f,
        0.125f, 7000, 10, 0.5f, "", 0, 0.95f, 0.2f);
  }

  /** The same with another seed and number of epochs. */
  public Recipe with(long otherSeed, int otherEpochs) {
    return new Recipe(
        otherSeed,
        otherEpochs,
        patience,
        batch,
        vocabulary,
        maxTokens,
        tokenWidth,
        filters,
        tableWidth,
        hidden,
        learningRate,
        tableRate,
        warmUp,
        dropout,
        bagDropout,
        tokenMask,
        decay,
        auxiliary,
        rowsOfSet,
        mostRepeats,
        classBalance,
        sharedBias,
        smoothing,
        average,
        disguised);
  }

  /** Whether a task learns a bias for each data set. */
  boolean hasSetBias(String task) {
    return !List.of(sharedBias.split(",")).contains(task);
  }

  /** The share of the learning rates at a step: up in a line, then down in a line. */
  float share(int step, int steps) {
    int up = Math.min(warmUp, Math.max(1, steps / 10));
    if (step < up) {
      return (step + 1f) / up;
    }
    float left = (float) (steps - step) / Math.max(1, steps - up);
    return LAST_SHARE + (1 - LAST_SHARE) * left;
  }
}

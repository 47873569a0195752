package dev.weir.retrain.transformer.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How all weights are fine-tuned. Immutable.
 *
 * @param seed of everything that is left to chance
 * @param epochs over the training rows, at most
 * @param batch rows of a step
 * @param learningRate at its highest
 * @param decay of weights (AdamW), in units of the learning rate; biases and scales do not decay
 * @param warmUp share of the steps in which the learning rate rises; it falls to 0 in the others
 * @param patience epochs without a better validation loss before training stops
 * @param frozenEmbeddings whether the tables of the embeddings stay: half the time, for models
 *     whose vocabulary is most of their weights
 * @param maxTokens of a text in training; 0: as many as the package takes
 */
public record FineTuneOptions(
    long seed,
    int epochs,
    int batch,
    float learningRate,
    float decay,
    float warmUp,
    int patience,
    boolean frozenEmbeddings,
    int maxTokens) {
  private static final FineTuneOptions DEFAULTS =
      new FineTuneOptions(17, 4, 32, 5e-5f, 0.01f, 0.1f, 2, false, 128);

  public FineTuneOptions {
    require(epochs > 0, "epochs must be 1 or more");
    require(batch > 0, "batch must be 1 or more");
    require(learningRate > 0 && learningRate < 1, "learningRate must lie between 0 and 1");
    require(decay >= 0, "decay must be 0 or more");
    require(warmUp >= 0 && warmUp < 1, "warmUp must be a share of the steps, below 1");
    require(patience > 0, "patience must be 1 or more");
    require(maxTokens >= 0, "maxTokens must be 0 or more");
  }

  /** Four epochs of 32 rows at 5e-5, as is usual for these encoders. */
  public static FineTuneOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another seed. */
  public FineTuneOptions withSeed(long other) {
    return new FineTuneOptions(
        other, epochs, batch, learningRate, decay, warmUp, patience, frozenEmbeddings, maxTokens);
  }

  /** The same for another number of epochs. */
  public FineTuneOptions withEpochs(int other) {
    return new FineTuneOptions(
        seed, other, batch, learningRate, decay, warmUp, patience, frozenEmbeddings, maxTokens);
  }

  /** The same with another learning rate. */
  public FineTuneOptions withLearningRate(float other) {
    return new FineTuneOptions(
        seed, epochs, batch, other, decay, warmUp, patience, frozenEmbeddings, maxTokens);
  }

  /** The same with the tables of the embeddings as they are. */
  public FineTuneOptions withFrozenEmbeddings() {
    return new FineTuneOptions(
        seed, epochs, batch, learningRate, decay, warmUp, patience, true, maxTokens);
  }

  /**
   * The learning rate of a step, counted from 1: up in a line while it warms up, then down to 0.
   *
   * @param steps of all epochs
   */
  float rate(int step, int steps) {
    float warm = Math.max(1, warmUp * steps);
    float left = Math.max(0, (steps - step + 1) / Math.max(1, steps - warm + 1));
    return learningRate * Math.min(1, Math.min(step / warm, left));
  }

  /** All of them, to be written down. */
  ObjectNode toJson(int bestEpoch) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("seed", seed);
    node.put("epochs", epochs);
    node.put("best_epoch", bestEpoch);
    node.put("batch", batch);
    node.put("learning_rate", learningRate);
    node.put("decay", decay);
    node.put("warm_up", warmUp);
    node.put("patience", patience);
    node.put("frozen_embeddings", frozenEmbeddings);
    node.put("max_tokens", maxTokens);
    return node;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}

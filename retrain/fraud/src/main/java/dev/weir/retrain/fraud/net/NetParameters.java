package dev.weir.retrain.fraud.net;

/**
 * Hyper-parameters of the network.
 *
 * @param first units of the first layer
 * @param second units of the second layer
 * @param epochs over the payments, at most
 * @param batch payments of a step
 * @param learningRate of AdamW at its highest; it falls in a line over the epochs
 * @param decay of AdamW
 * @param dropout of both layers
 * @param seed of all chance
 */
public record NetParameters(
    int first,
    int second,
    int epochs,
    int batch,
    double learningRate,
    double decay,
    double dropout,
    long seed) {
  public NetParameters {
    require(first >= 1 && second >= 1, "layers: expected 1 unit or more each");
    require(epochs >= 1 && epochs <= 10_000, "epochs: expected 1 to 10000, got " + epochs);
    require(batch >= 1, "batch: expected 1 or more, got " + batch);
    require(learningRate > 0 && learningRate < 1, "learning rate: expected 0 to 1");
    require(decay >= 0, "decay: expected 0 or more, got " + decay);
    require(dropout >= 0 && dropout < 1, "dropout: expected 0 or more and below 1");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Two layers of 64 and 32 units. */
  public static NetParameters defaults() {
    return new NetParameters(64, 32, 30, 512, 2e-3, 0.05, 0.2, 1);
  }

  /** The same for another number of epochs. */
  public NetParameters withEpochs(int count) {
    return new NetParameters(first, second, count, batch, learningRate, decay, dropout, seed);
  }

  /** The same with another seed. */
  public NetParameters withSeed(long other) {
    return new NetParameters(first, second, epochs, batch, learningRate, decay, dropout, other);
  }
}

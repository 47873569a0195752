package dev.weir.retrain.text.model;

/**
 * The sizes of the network.
 *
 * @param vocabulary tokens
 * @param tokenWidth of a token's embedding
 * @param filters of the convolution
 * @param tableWidth of an n-gram's embedding
 * @param hidden units before the heads
 * @param sets data sets, each with a bias of its own
 * @param logits of all tasks
 * @param auxiliary labels of the auxiliary head
 */
public record NetShape(
    int vocabulary,
    int tokenWidth,
    int filters,
    int tableWidth,
    int hidden,
    int sets,
    int logits,
    int auxiliary) {
  /** Tokens that the convolution sees at once. */
  public static final int WINDOW = 3;

  /** What the heads are read from: both bags, largest and mean filters. */
  public int joined() {
    return 2 * tableWidth + 2 * filters;
  }
}

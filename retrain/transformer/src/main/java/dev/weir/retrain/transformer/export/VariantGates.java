package dev.weir.retrain.transformer.export;

/**
 * How the graphs of a model compare on texts that nothing was fitted to; of several tasks, the
 * worst figures. Immutable.
 *
 * @param texts that were scored
 * @param fused largest distance of a score of the fused graph from the plain one's
 * @param fusedBeside largest distance of a score of the fused graph alone from the same beside
 *     other texts
 * @param int8 largest distance of a score of the eight-bit graph from the plain one's
 * @param int8Beside as {@code fusedBeside}, for the eight-bit graph
 * @param flips share of the texts whose label the eight-bit graph turns
 */
public record VariantGates(
    int texts, double fused, double fusedBeside, double int8, double int8Beside, double flips) {
  /** Scores of the fused graph: rounding and nothing else. */
  public static final double MOST_ROUNDING = 1e-5;

  /** A score of the eight-bit graph may move so far. */
  public static final double MOST_MOVED = 0.015;

  /** Share of labels that the eight-bit graph may turn. */
  public static final double MOST_FLIPS = 0.005;

  /** The larger of each figure of two tasks on the same texts. */
  VariantGates worse(VariantGates other) {
    return new VariantGates(
        texts,
        Math.max(fused, other.fused),
        Math.max(fusedBeside, other.fusedBeside),
        Math.max(int8, other.int8),
        Math.max(int8Beside, other.int8Beside),
        Math.max(flips, other.flips));
  }

  /** Whether the fused graph is the plain one but for rounding, whatever stands beside a text. */
  public boolean fusedHolds() {
    return fused <= MOST_ROUNDING && fusedBeside <= MOST_ROUNDING;
  }

  /** Whether the eight-bit graph may be written. */
  public boolean int8Holds() {
    return int8 <= MOST_MOVED && int8Beside <= MOST_MOVED && flips <= MOST_FLIPS;
  }
}

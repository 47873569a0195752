package dev.weir.retrain.learning.gate;

/** Gates on the written graph: does it say what was trained. Stateless. */
public final class GraphGates {
  private GraphGates() {}

  /**
   * Whether scores in service are those of training.
   *
   * @param difference the largest
   */
  public static GateLine difference(double difference, PromotionPolicy.Graph policy) {
    return new GateLine(
        "graph",
        "service against training",
        "difference",
        difference,
        0,
        null,
        "at most " + policy.mostDifference(),
        difference <= policy.mostDifference());
  }

  /**
   * Whether rounding to eight bits keeps the labels.
   *
   * @param turned share of them that it turned
   */
  static GateLine int8(double turned, PromotionPolicy.Graph policy) {
    return new GateLine(
        "graph",
        "int8 against fp32",
        "labels turned",
        turned,
        0,
        null,
        "at most " + policy.int8MayTurn(),
        turned <= policy.int8MayTurn());
  }
}

package dev.weir.retrain.learning.gate;

/** Golden items that were right, that are right, and that are no more. Confined to one thread. */
public final class GoldenCount {
  private int was;
  private int is;
  private int lost;

  /** Counts an item, right by the champion or not and by the challenger. */
  public void add(boolean before, boolean after) {
    was += before ? 1 : 0;
    is += after ? 1 : 0;
    lost += before && !after ? 1 : 0;
  }

  /** Whether no more of them were lost than may be. */
  public GateLine line(String of, PromotionPolicy.Golden policy) {
    return new GateLine(
        "golden",
        of,
        "right",
        is,
        was,
        null,
        "may lose " + policy.mayLose(),
        lost <= policy.mayLose());
  }
}

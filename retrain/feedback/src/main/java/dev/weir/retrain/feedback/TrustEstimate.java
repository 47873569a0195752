package dev.weir.retrain.feedback;

/**
 * What was learned of one labeller in one task: a beta distribution over the probability that it is
 * right. Immutable.
 *
 * @param right compared labels that were right, the prior's among them
 * @param wrong compared labels that were wrong, the prior's among them
 * @param compared labels that were compared with known truth or with other people, each 1
 * @param withModel labels that were compared with the live model alone, each the share it counts
 */
public record TrustEstimate(double right, double wrong, double compared, double withModel) {

  /** Standard deviations on either side of the mean in an interval of 95 %. */
  private static final double TWO_SIDED_95 = 1.96;

  public TrustEstimate {
    Checks.require(right > 0, "right", right, "above 0");
    Checks.require(wrong > 0, "wrong", wrong, "above 0");
  }

  /** Mean of the distribution. */
  public double mean() {
    return right / (right + wrong);
  }

  /** Lower end of the 95 % interval, by the distribution's standard deviation. */
  public double low() {
    return Math.max(0, mean() - TWO_SIDED_95 * deviation());
  }

  /** Upper end of the 95 % interval. */
  public double high() {
    return Math.min(1, mean() + TWO_SIDED_95 * deviation());
  }

  private double deviation() {
    double items = right + wrong;
    return Math.sqrt(mean() * (1 - mean()) / (items + 1));
  }
}

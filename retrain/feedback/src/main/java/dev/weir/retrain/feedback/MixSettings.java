package dev.weir.retrain.feedback;

/**
 * When a mix of labels counts as shifted. Immutable.
 *
 * @param leastLabels below which nobody's mix is judged, on either side
 * @param psi population stability index from which on; 0.25 is the customary bound of a significant
 *     shift
 * @param z standard errors between the shares of a label from which on
 */
public record MixSettings(int leastLabels, double psi, double z) {
  private static final MixSettings DEFAULTS = new MixSettings(30, 0.25, 4);

  public MixSettings {
    Checks.require(leastLabels > 0, "mix.leastLabels", leastLabels, "1 or more");
    Checks.require(psi > 0, "mix.psi", psi, "above 0");
    Checks.require(z > 0, "mix.z", z, "above 0");
  }

  public static MixSettings defaults() {
    return DEFAULTS;
  }
}

package dev.weir.retrain.feedback;

/**
 * How trust is learned. Immutable.
 *
 * @param priorItems how many compared labels the prior of a labeller's kind counts as
 * @param agreeing what each further opinion for the same answer adds to the strongest one, as a
 *     share of its own weight: people who agree may have copied, so they are not counted as
 *     independent
 * @param modelFrom probability from which on the live model's answer is an opinion
 * @param modelTrust how far the model is believed to be right then, before that was compared
 * @param modelMost how far at most; below what the kinds of people who label for a living have
 * @param modelShare what a comparison with nothing but the model counts, as a share of one
 * @param modelItems how much all such comparisons of one labeller count at most: fewer than {@code
 *     priorItems}, so that who corrects the model is not taken for a vandal by its word alone
 */
public record TrustSettings(
    double priorItems,
    double agreeing,
    double modelFrom,
    double modelTrust,
    double modelMost,
    double modelShare,
    double modelItems) {

  private static final TrustSettings DEFAULTS =
      new TrustSettings(8, 0.25, 0.9, 0.75, 0.85, 0.25, 3);

  public TrustSettings {
    Checks.require(priorItems > 0, "priorItems", priorItems, "above 0");
    Checks.share("agreeing", agreeing);
    Checks.share("modelFrom", modelFrom);
    Checks.require(modelMost >= 0.5 && modelMost < 1, "modelMost", modelMost, "0.5 to below 1");
    Checks.require(
        modelTrust >= 0.5 && modelTrust <= modelMost,
        "modelTrust",
        modelTrust,
        "from 0.5 to modelMost, " + modelMost);
    Checks.share("modelShare", modelShare);
    Checks.notNegative("modelItems", modelItems);
  }

  public static TrustSettings defaults() {
    return DEFAULTS;
  }
}

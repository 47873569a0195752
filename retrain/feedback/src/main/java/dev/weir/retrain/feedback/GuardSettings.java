package dev.weir.retrain.feedback;

/**
 * What may enter a training set. Immutable.
 *
 * @param trust how trust is learned
 * @param mix when a mix of labels counts as shifted
 * @param floor trust below which a labeller is set aside, once the whole interval lies below
 * @param leastCompared comparisons with known truth or other people before anybody is set aside, or
 *     is believed against the mix of the others
 * @param believedFrom trust from which on, with the whole interval above it, a shifted mix is taken
 *     for a correction
 * @param labelerShare of the training set that one labeller may stand behind; where the work is
 *     done by few it is half more than an even part, and never more than half. Golden items and
 *     chargebacks have no such quota: they are systems, not people. Nor has who is alone
 * @param labelerFree examples of one labeller that are kept whatever their share is
 * @param kindShare of the training set that reports of users may be, and sources of other kinds
 * @param kindFree examples of such a kind that are kept whatever their share is
 * @param authorShare of the training set that one author or card may be
 * @param authorFree examples of one author that are kept whatever their share is
 * @param seed of the draw where too many came
 */
public record GuardSettings(
    TrustSettings trust,
    MixSettings mix,
    double floor,
    int leastCompared,
    double believedFrom,
    double labelerShare,
    int labelerFree,
    double kindShare,
    int kindFree,
    double authorShare,
    int authorFree,
    long seed) {

  private static final GuardSettings DEFAULTS =
      new GuardSettings(
          TrustSettings.defaults(),
          MixSettings.defaults(),
          0.55,
          10,
          0.7,
          0.1,
          100,
          0.5,
          100,
          0.02,
          10,
          17);

  public GuardSettings {
    Checks.share("floor", floor);
    Checks.require(leastCompared > 0, "leastCompared", leastCompared, "1 or more");
    Checks.require(
        believedFrom >= floor && believedFrom <= 1,
        "believedFrom",
        believedFrom,
        "from the floor, " + floor + ", to 1");
    Checks.require(labelerShare > 0, "labelerShare", labelerShare, "above 0");
    Checks.share("labelerShare", labelerShare);
    Checks.notNegative("labelerFree", labelerFree);
    Checks.require(kindShare > 0 && kindShare < 1, "kindShare", kindShare, "above 0 and below 1");
    Checks.notNegative("kindFree", kindFree);
    Checks.require(authorShare > 0, "authorShare", authorShare, "above 0");
    Checks.share("authorShare", authorShare);
    Checks.notNegative("authorFree", authorFree);
  }

  public static GuardSettings defaults() {
    return DEFAULTS;
  }
}

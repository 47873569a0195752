package dev.weir.retrain.dataset;

import java.util.EnumSet;
import java.util.Set;

/**
 * How data sets are loaded. Immutable.
 *
 * @param seed of the splits that are made here
 * @param validShare of the rows for validation, where the files name no validation split
 * @param testShare of the rows for the test, where the files name no split at all
 * @param leaks what happens to texts that stand in more than one split
 * @param splits which splits are wanted; files of others are not read
 */
public record LoadOptions(
    long seed, double validShare, double testShare, LeakPolicy leaks, Set<Split> splits) {
  private static final LoadOptions DEFAULTS =
      new LoadOptions(17, 0.1, 0.1, LeakPolicy.REFUSE, EnumSet.allOf(Split.class));

  public LoadOptions {
    splits = Set.copyOf(splits);
    share("validShare", validShare);
    share("testShare", testShare);
    if (validShare + testShare > 0.9) {
      throw new IllegalArgumentException(
          "validShare and testShare leave less than a tenth to train on: "
              + validShare
              + " and "
              + testShare);
    }
    if (splits.isEmpty()) {
      throw new IllegalArgumentException("splits must name at least one split");
    }
  }

  /** A tenth for validation, a tenth for the test, leaks refused, all splits. */
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another seed. */
  public LoadOptions withSeed(long other) {
    return new LoadOptions(other, validShare, testShare, leaks, splits);
  }

  /** The same with another treatment of leaks. */
  public LoadOptions withLeaks(LeakPolicy other) {
    return new LoadOptions(seed, validShare, testShare, other, splits);
  }

  /** The same for certain splits only; a single split cannot leak. */
  public LoadOptions only(Set<Split> wanted) {
    return new LoadOptions(seed, validShare, testShare, leaks, wanted);
  }

  private static void share(String name, double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(name + " must lie between 0 and 1, was " + share);
    }
  }
}

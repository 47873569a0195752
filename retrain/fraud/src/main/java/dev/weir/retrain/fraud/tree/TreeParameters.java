package dev.weir.retrain.fraud.tree;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hyper-parameters of boosted trees, in XGBoost's meaning.
 *
 * @param rounds of boosting
 * @param depth of a tree at most
 * @param learningRate by which each tree is shrunk
 * @param rowShare of the rows that a tree sees
 * @param columnShare of the columns that a node chooses from
 * @param minChildWeight least sum of second derivatives in a leaf
 * @param lambda L2 penalty on leaf values
 * @param positiveWeight weight of a fraud against a genuine payment
 * @param treesPerRound trees that are grown side by side in a round and averaged
 * @param bins values between which a split of a column is looked for; 0: between all
 * @param monotone whether columns with a known direction are held to it
 * @param seed of all chance
 */
public record TreeParameters(
    int rounds,
    int depth,
    double learningRate,
    double rowShare,
    double columnShare,
    double minChildWeight,
    double lambda,
    double positiveWeight,
    int treesPerRound,
    int bins,
    boolean monotone,
    long seed) {
  public TreeParameters {
    require(rounds >= 1 && rounds <= 10_000, "rounds", rounds, "1 to 10000");
    require(depth >= 1 && depth <= 16, "depth", depth, "1 to 16");
    require(learningRate > 0 && learningRate <= 1, "learning rate", learningRate, "0 to 1");
    require(rowShare > 0 && rowShare <= 1, "row share", rowShare, "0 to 1");
    require(columnShare > 0 && columnShare <= 1, "column share", columnShare, "0 to 1");
    require(minChildWeight >= 0, "least child weight", minChildWeight, "0 or more");
    require(lambda >= 0, "lambda", lambda, "0 or more");
    require(positiveWeight > 0, "positive weight", positiveWeight, "above 0");
    require(treesPerRound >= 1 && treesPerRound <= 64, "trees a round", treesPerRound, "1 to 64");
    require(bins == 0 || (bins >= 16 && bins <= 65_536), "bins", bins, "0 or 16 to 65536");
  }

  private static void require(boolean condition, String name, double value, String expected) {
    if (!condition) {
      throw new IllegalArgumentException(
          "tree parameter " + name + ": expected " + expected + ", got " + value);
    }
  }

  /** What a search on the validation folds of the Fraud Detection Handbook found. */
  public static TreeParameters defaults() {
    return new TreeParameters(137, 4, 0.099, 0.608, 0.318, 1.325, 1.851, 1, 4, 512, false, 1);
  }

  /** The same with other rounds. */
  public TreeParameters withRounds(int count) {
    return with(count, monotone, seed);
  }

  /** The same with another seed. */
  public TreeParameters withSeed(long other) {
    return with(rounds, monotone, other);
  }

  /** The same with columns of known direction held to it, or not. */
  public TreeParameters withMonotone(boolean held) {
    return with(rounds, held, seed);
  }

  private TreeParameters with(int otherRounds, boolean held, long otherSeed) {
    return new TreeParameters(
        otherRounds,
        depth,
        learningRate,
        rowShare,
        columnShare,
        minChildWeight,
        lambda,
        positiveWeight,
        treesPerRound,
        bins,
        held,
        otherSeed);
  }

  /** As XGBoost wants them; one thread, so that a training gives the same trees again. */
  Map<String, Object> toXgboost() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("objective", "binary:logistic");
    all.put("base_score", 0.5);
    all.put("max_depth", depth);
    all.put("eta", learningRate);
    all.put("subsample", rowShare);
    all.put("colsample_bynode", columnShare);
    all.put("min_child_weight", minChildWeight);
    all.put("lambda", lambda);
    all.put("scale_pos_weight", positiveWeight);
    all.put("num_parallel_tree", treesPerRound);
    if (bins == 0) {
      all.put("tree_method", "exact");
    } else {
      all.put("tree_method", "hist");
      all.put("max_bin", bins);
    }
    all.put("seed", seed);
    all.put("seed_per_iteration", true);
    all.put("nthread", 1);
    all.put("verbosity", 0);
    return all;
  }
}

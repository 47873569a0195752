package dev.weir.retrain.fraud.train;

import dev.weir.retrain.fraud.net.NetParameters;
import dev.weir.retrain.fraud.tree.TreeParameters;
import dev.weir.scoring.fraud.FraudSettings;

/**
 * What a training is told.
 *
 * @param recipe what is trained
 * @param parameters of the trees; the rounds are the most that are grown
 * @param net parameters of the network; the epochs are the most that are done
 * @param features what rows depend on besides the payments
 * @param candidates hyper-parameters of trees that are tried besides these; 0: these are taken
 * @param roundsPerStep after how many rounds progress is measured and kept; of the network after
 *     each epoch
 * @param patience steps without a better average precision on the validation part, after which
 *     training stops
 */
public record TrainingSettings(
    Recipe recipe,
    TreeParameters parameters,
    NetParameters net,
    FraudSettings features,
    int candidates,
    int roundsPerStep,
    int patience) {
  public TrainingSettings {
    if (candidates < 0 || candidates > 1_000) {
      throw new IllegalArgumentException("candidates: expected 0 to 1000, got " + candidates);
    }
    if (roundsPerStep < 1 || patience < 1) {
      throw new IllegalArgumentException(
          "rounds per step and patience: expected 1 or more, got "
              + roundsPerStep
              + " and "
              + patience);
    }
  }

  /** Trees: at most 300 rounds of one tree each, no search. */
  public static TrainingSettings defaults() {
    return new TrainingSettings(
        Recipe.TREES,
        new TreeParameters(300, 5, 0.08, 0.7, 0.5, 3, 1, 1, 1, 512, false, 1),
        NetParameters.defaults(),
        FraudSettings.defaults(),
        0,
        10,
        4);
  }

  /** The same with a search among so many. */
  public TrainingSettings withCandidates(int count) {
    return new TrainingSettings(recipe, parameters, net, features, count, roundsPerStep, patience);
  }

  /** The same with other trees. */
  public TrainingSettings withParameters(TreeParameters trees) {
    return new TrainingSettings(recipe, trees, net, features, candidates, roundsPerStep, patience);
  }

  /** The same with a network. */
  public TrainingSettings withNet(NetParameters other) {
    return new TrainingSettings(
        Recipe.MLP, parameters, other, features, candidates, roundsPerStep, patience);
  }
}

package dev.weir.retrain.fraud.protocol;

import dev.weir.retrain.fraud.net.NetParameters;
import dev.weir.retrain.fraud.net.RiskNet;
import dev.weir.retrain.fraud.net.Scaling;
import dev.weir.retrain.fraud.train.NetTrainer;
import dev.weir.retrain.fraud.train.Recipe;
import dev.weir.retrain.fraud.tree.BoostedTrees;
import dev.weir.retrain.fraud.tree.Directions;
import dev.weir.retrain.fraud.tree.TrainingRows;
import dev.weir.retrain.fraud.tree.TreeParameters;

/** How a model is trained anew in each fold. */
public sealed interface FoldRecipe {
  /** What reports call it. */
  String name();

  /** Trains on some rows and scores others: log-odds of fraud. */
  float[] logOdds(TrainingRows train, TrainingRows test, int[] columns);

  /** Boosted trees of as many rounds as the parameters say. */
  record Trees(TreeParameters parameters) implements FoldRecipe {
    @Override
    public String name() {
      return "boosted-trees";
    }

    @Override
    public float[] logOdds(TrainingRows train, TrainingRows test, int[] columns) {
      try (BoostedTrees trees =
          BoostedTrees.train(
              train, parameters, parameters.rounds(), Directions.of(columns), null)) {
        return trees.logOdds(test);
      }
    }
  }

  /** A network that is trained for as many epochs as the parameters say. */
  record Net(NetParameters parameters) implements FoldRecipe {
    @Override
    public String name() {
      return "mlp";
    }

    @Override
    public float[] logOdds(TrainingRows train, TrainingRows test, int[] columns) {
      try (RiskNet net = new RiskNet(Scaling.of(train), parameters)) {
        for (int epoch = 0; epoch < parameters.epochs(); epoch++) {
          NetTrainer.epoch(net, train, parameters, epoch);
        }
        return net.logOdds(test);
      }
    }
  }

  /** What the validation folds chose. */
  static FoldRecipe of(Recipe recipe) {
    return switch (recipe) {
      case TREES -> new Trees(TreeParameters.defaults());
      case MLP -> new Net(NetParameters.defaults().withEpochs(PROTOCOL_EPOCHS));
    };
  }

  /** A week of payments has no part to stop by. */
  int PROTOCOL_EPOCHS = 12;
}

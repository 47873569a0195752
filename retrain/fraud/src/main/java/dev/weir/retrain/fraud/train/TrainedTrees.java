package dev.weir.retrain.fraud.train;

import dev.weir.engine.calibrate.Calibration;
import dev.weir.retrain.fraud.export.TreeEnsemble;
import dev.weir.retrain.fraud.export.TreeGraph;
import dev.weir.retrain.fraud.tree.BoostedTrees;
import dev.weir.retrain.fraud.tree.TreeParameters;
import java.util.Arrays;
import java.util.List;

/**
 * Trained trees. Closing it frees them.
 *
 * @param trees of the best round
 * @param trainedOn columns of a row, as {@link dev.weir.scoring.fraud.FraudFeature#index()}
 * @param parameters that were used; the rounds are those of the trees
 * @param calibration of the probabilities
 * @param curve average precision over the rounds
 * @param validOdds log-odds of the validation part
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TrainedTrees(
    BoostedTrees trees,
    int[] trainedOn,
    TreeParameters parameters,
    Calibration calibration,
    List<CurvePoint> curve,
    float[] validOdds)
    implements TrainedModel {
  /** The columns that any split reads. */
  @Override
  public int[] columns() {
    return Arrays.stream(TreeEnsemble.of(trees).usedColumns())
        .map(column -> trainedOn[column])
        .toArray();
  }

  @Override
  public byte[] graph() {
    TreeEnsemble all = TreeEnsemble.of(trees);
    int[] used = all.usedColumns();
    return TreeGraph.of(all.onColumns(used), used.length);
  }

  @Override
  public String words() {
    return "boosted trees (XGBoost, %d rounds)".formatted(parameters.rounds());
  }

  @Override
  public int length() {
    return parameters.rounds();
  }

  @Override
  public void close() {
    trees.close();
  }
}

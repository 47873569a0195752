package dev.weir.retrain.fraud.train;

import dev.weir.engine.calibrate.Calibration;
import dev.weir.retrain.fraud.tree.BoostedTrees;
import dev.weir.retrain.fraud.tree.TreeParameters;
import java.util.List;

/**
 * What a training came to. Closing it frees the trees.
 *
 * @param trees of the best round
 * @param columns of a row, as {@link dev.weir.scoring.fraud.FraudFeature#index()}
 * @param parameters that were used; the rounds are those of the trees
 * @param calibration of the probabilities
 * @param curve average precision over the rounds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TrainedTrees(
    BoostedTrees trees,
    int[] columns,
    TreeParameters parameters,
    Calibration calibration,
    List<CurvePoint> curve)
    implements AutoCloseable {
  @Override
  public void close() {
    trees.close();
  }
}

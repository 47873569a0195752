package dev.weir.retrain.fraud.train;

import dev.weir.engine.calibrate.Calibration;
import dev.weir.retrain.fraud.export.TreeEnsemble;
import dev.weir.retrain.fraud.export.TreeGraph;
import dev.weir.retrain.fraud.tree.TreeParameters;
import java.util.List;

/**
 * Trees of an earlier model with new ones behind them. Nothing native is held.
 *
 * @param all trees, old and new, on the columns of every feature
 * @param base what the old ones are, such as {@code weir-fraud@1.0.0}
 * @param old how many of the trees are the base's
 * @param parameters of the new ones; the rounds are those that were kept
 * @param calibration of the probabilities
 * @param curve average precision over the new rounds; the first point is the base alone
 * @param validOdds log-odds of the validation part
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WarmTrees(
    TreeEnsemble all,
    String base,
    int old,
    TreeParameters parameters,
    Calibration calibration,
    List<CurvePoint> curve,
    float[] validOdds)
    implements TrainedModel {
  public WarmTrees {
    curve = List.copyOf(curve);
  }

  @Override
  public int[] columns() {
    return all.usedColumns();
  }

  @Override
  public byte[] graph() {
    int[] used = all.usedColumns();
    return TreeGraph.of(all.onColumns(used), used.length);
  }

  @Override
  public String words() {
    return "boosted trees (XGBoost, %d of %s and %d more)".formatted(old, base, all.size() - old);
  }

  @Override
  public int length() {
    return all.size() - old;
  }

  @Override
  public void close() {
    // the trees are on the heap
  }
}

package dev.weir.retrain.fraud.train;

import dev.weir.retrain.fraud.calibrate.CalibrationFit;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.export.TreeEnsemble;
import dev.weir.retrain.fraud.tree.BoostedTrees;
import dev.weir.retrain.fraud.tree.Directions;
import dev.weir.retrain.fraud.tree.TrainingRows;
import dev.weir.retrain.fraud.tree.TreeParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Goes on from trees that are only known as a graph: each row begins with the log-odds that they
 * give it, new trees are grown on what is left until the validation part gets no better, and the
 * sum is calibrated on it. What it has done is kept in a folder, and a second run of the same
 * training goes on from there and ends with the same trees. Stateless.
 */
public final class WarmTrainer {
  private WarmTrainer() {}

  /**
   * What is trained.
   *
   * @param base trees to go on from, on the columns of every feature
   * @param baseName what they are called
   * @param rows payments
   * @param train rows to train on
   * @param valid rows to stop and calibrate by
   * @param weight how many payments a row stands for, whole numbers
   * @param settings of the training; the rounds are the most that are added
   */
  @SuppressWarnings("ArrayRecordComponent") // large, and never compared
  public record Order(
      TreeEnsemble base,
      String baseName,
      PaymentRows rows,
      int[] train,
      int[] valid,
      IntToDoubleFunction weight,
      TrainingSettings settings) {}

  /**
   * Trains.
   *
   * @param key what the training depends on besides the settings; of another one nothing is taken
   * @param work where progress is kept
   * @throws IOException if the folder cannot be written; the last good state stays
   */
  public static WarmTrees run(Order order, String key, Path work, TrainingProgress progress)
      throws IOException {
    WorkFolder folder = WorkFolder.open(work, key + "\n" + order.settings);
    int[] columns = TreeTrainer.allColumns();
    TrainingRows train = warm(order, order.train, columns);
    TrainingRows valid = warm(order, order.valid, columns);
    TreeParameters parameters = order.settings.parameters();
    WorkFolder.State state =
        TreeTrainer.grow(
            train, valid, Directions.of(columns), parameters, order.settings, folder, progress);
    CurvePoint before = new CurvePoint(0, precision(train), precision(valid));
    TreeEnsemble all;
    float[] odds;
    try (BoostedTrees best = BoostedTrees.ofBytes(folder.trees(state, true))) {
      all = order.base.plus(TreeEnsemble.of(best));
      odds = best.logOdds(valid);
    }
    List<CurvePoint> curve = new ArrayList<>(List.of(before));
    curve.addAll(state.curve());
    return new WarmTrees(
        all,
        order.baseName,
        order.base.size(),
        parameters.withRounds(state.best()),
        CalibrationFit.of(odds, valid.labels(), valid.weights()),
        curve,
        odds);
  }

  private static double precision(TrainingRows rows) {
    float[] margins = rows.margins();
    return margins == null
        ? Double.NaN
        : TreeTrainer.precision(margins, rows.labels(), rows.weights());
  }

  private static TrainingRows warm(Order order, int[] part, int[] columns) {
    TrainingRows rows = TrainingRows.of(order.rows, part, columns);
    float[] weights = new float[part.length];
    float[] margins = new float[part.length];
    for (int i = 0; i < part.length; i++) {
      weights[i] = (float) order.weight.applyAsDouble(part[i]);
      margins[i] = order.base.logOdds(rows.values(), i * columns.length);
    }
    return rows.with(weights, margins);
  }
}

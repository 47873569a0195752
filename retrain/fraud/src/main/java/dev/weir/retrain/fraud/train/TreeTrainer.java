package dev.weir.retrain.fraud.train;

import dev.weir.retrain.evaluate.metric.BinaryRanking;
import dev.weir.retrain.fraud.calibrate.CalibrationFit;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.search.ParameterSpace;
import dev.weir.retrain.fraud.search.SuccessiveHalving;
import dev.weir.retrain.fraud.tree.BoostedTrees;
import dev.weir.retrain.fraud.tree.Directions;
import dev.weir.retrain.fraud.tree.TrainingRows;
import dev.weir.retrain.fraud.tree.TreeParameters;
import dev.weir.scoring.fraud.FraudFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Trains boosted trees: searches for hyper-parameters if that is asked for, grows trees until the
 * validation part gets no better, calibrates on it. What it has done is kept in a folder, and a
 * second run of the same training goes on from there and ends with the same trees. Stateless.
 */
public final class TreeTrainer {
  private static final int SEARCH_FOLDS = 3;

  private TreeTrainer() {}

  /**
   * Trains.
   *
   * @param columns what the trees may use
   * @param work where progress is kept
   * @throws IOException if the folder cannot be written; the last good state stays
   */
  public static TrainedTrees run(
      PaymentRows rows,
      TimeSplit split,
      int[] columns,
      TrainingSettings settings,
      Path work,
      TrainingProgress progress)
      throws IOException {
    WorkFolder folder =
        WorkFolder.open(work, rows.hash() + "\n" + settings + "\n" + Arrays.toString(columns));
    TreeParameters parameters = search(rows, split, columns, settings, folder, progress);
    TrainingRows train = TrainingRows.of(rows, split.train(), columns);
    TrainingRows valid = TrainingRows.of(rows, split.valid(), columns);
    WorkFolder.State state =
        grow(train, valid, Directions.of(columns), parameters, settings, folder, progress);
    BoostedTrees best = BoostedTrees.ofBytes(folder.trees(state, true));
    float[] odds = best.logOdds(valid);
    return new TrainedTrees(
        best,
        columns,
        parameters.withRounds(state.best()),
        CalibrationFit.of(odds, valid.labels()),
        state.curve(),
        odds);
  }

  /** Grows trees until the validation part gets no better. */
  static WorkFolder.State grow(
      TrainingRows train,
      TrainingRows valid,
      int[] directions,
      TreeParameters parameters,
      TrainingSettings settings,
      WorkFolder folder,
      TrainingProgress progress)
      throws IOException {
    progress.begin("grow trees", parameters.rounds());
    WorkFolder.@Nullable State state = folder.state();
    @Nullable BoostedTrees trees =
        state == null ? null : BoostedTrees.ofBytes(folder.trees(state, false));
    try {
      while (state == null || goesOn(state, parameters.rounds(), settings)) {
        BoostedTrees more =
            BoostedTrees.train(train, parameters, settings.roundsPerStep(), directions, trees);
        if (trees != null) {
          trees.close();
        }
        trees = more;
        state = measured(state, trees, train, valid);
        folder.keep(state, trees.toBytes());
        progress.step(state.rounds());
      }
      return state;
    } finally {
      if (trees != null) {
        trees.close();
      }
    }
  }

  private static boolean goesOn(WorkFolder.State state, int most, TrainingSettings settings) {
    return state.rounds() < most
        && state.rounds() - state.best() < settings.patience() * settings.roundsPerStep();
  }

  private static WorkFolder.State measured(
      WorkFolder.@Nullable State before,
      BoostedTrees trees,
      TrainingRows train,
      TrainingRows valid) {
    CurvePoint point =
        new CurvePoint(trees.rounds(), precision(trees, train), precision(trees, valid));
    if (before == null) {
      return new WorkFolder.State(List.of(point), point.rounds());
    }
    List<CurvePoint> curve = new ArrayList<>(before.curve());
    curve.add(point);
    double best = before.curve().stream().mapToDouble(CurvePoint::valid).max().orElse(-1);
    return new WorkFolder.State(curve, point.valid() > best ? point.rounds() : before.best());
  }

  private static double precision(BoostedTrees trees, TrainingRows rows) {
    return precision(trees.logOdds(rows), rows.labels(), rows.weights());
  }

  /** Average precision of scores. */
  static double precision(float[] odds, float[] labels) {
    return precision(odds, labels, null);
  }

  /**
   * The same of rows that stand for several payments.
   *
   * @param weights whole numbers; null: one each
   */
  static double precision(float[] odds, float[] labels, float @Nullable [] weights) {
    int @Nullable [] counts = weights == null ? null : new int[weights.length];
    double[] scores = new double[odds.length];
    boolean[] frauds = new boolean[odds.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = odds[i];
      frauds[i] = labels[i] > 0;
      if (weights != null && counts != null) {
        counts[i] = Math.round(weights[i]);
      }
    }
    return BinaryRanking.of(scores, frauds).averagePrecision(counts);
  }

  /** On folds inside the training part: half of it and more to train on, the sixth after it. */
  private static TreeParameters search(
      PaymentRows rows,
      TimeSplit split,
      int[] columns,
      TrainingSettings settings,
      WorkFolder folder,
      TrainingProgress progress)
      throws IOException {
    if (settings.candidates() == 0) {
      return settings.parameters();
    }
    List<TreeParameters> candidates = new ArrayList<>();
    candidates.add(settings.parameters().withRounds(TreeParameters.defaults().rounds()));
    SplittableRandom random = new SplittableRandom(settings.parameters().seed());
    for (int i = 0; i < settings.candidates(); i++) {
      candidates.add(ParameterSpace.draw(random, settings.parameters().seed()));
    }
    progress.begin("search", SuccessiveHalving.measurements(candidates.size(), SEARCH_FOLDS));
    Map<String, Double> scores = folder.scores();
    int[] done = {0};
    var best =
        SuccessiveHalving.run(
            candidates,
            SEARCH_FOLDS,
            (candidate, fold) -> {
              String key = fold + " " + candidate;
              @Nullable Double known = scores.get(key);
              if (known != null) {
                return known;
              }
              double score = measure(rows, split.train(), columns, candidate, fold);
              scores.put(key, score);
              try {
                folder.keepScores(scores);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return score;
            },
            trial -> progress.step(++done[0]));
    return best.get(0).candidate().withRounds(settings.parameters().rounds());
  }

  private static double measure(
      PaymentRows rows, int[] part, int[] columns, TreeParameters candidate, int fold) {
    int sixth = part.length / 6;
    int from = part.length / 2 + fold * sixth;
    TrainingRows train = TrainingRows.of(rows, Arrays.copyOf(part, from), columns);
    TrainingRows valid =
        TrainingRows.of(rows, Arrays.copyOfRange(part, from, from + sixth), columns);
    try (BoostedTrees trees =
        BoostedTrees.train(train, candidate, candidate.rounds(), Directions.of(columns), null)) {
      double precision = precision(trees, valid);
      return Double.isNaN(precision) ? 0 : precision;
    }
  }

  /** The columns of every feature. */
  public static int[] allColumns() {
    return Arrays.stream(FraudFeature.values()).mapToInt(FraudFeature::index).toArray();
  }
}

package dev.weir.retrain.fraud.protocol;

import dev.weir.engine.ModelIdentity;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.LabelResult;
import dev.weir.retrain.evaluate.SliceResult;
import dev.weir.retrain.evaluate.TaskResult;
import dev.weir.retrain.evaluate.metric.Interval;
import dev.weir.retrain.evaluate.metric.Reliability;
import dev.weir.retrain.evaluate.risk.RiskEvaluation;
import dev.weir.scoring.fraud.FraudFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * The handbook's protocol as an evaluation: a model is trained anew in each fold, so what is judged
 * is a recipe, features and hyper-parameters, and no package. Stateless.
 */
public final class ProtocolEvaluation {
  private static final TaskLabels TASK = new TaskLabels("fraud", List.of("genuine", "fraud"));

  private ProtocolEvaluation() {}

  /**
   * Runs the folds.
   *
   * @param data name of the data, for the report
   * @param testFolds whether the folds to report are run, or those to choose by
   * @param onFold told how many folds have been run
   */
  public static Evaluation run(
      HandbookProtocol protocol,
      String data,
      boolean testFolds,
      FoldRecipe how,
      List<FraudFeature> features,
      IntConsumer onFold) {
    List<Fold> folds = testFolds ? protocol.test() : protocol.validation();
    List<Figures> figures = new ArrayList<>();
    Map<String, SliceResult> byFold = new TreeMap<>();
    long n = 0;
    long frauds = 0;
    for (Fold fold : folds) {
      Figures measured = protocol.run(fold, how, features);
      figures.add(measured);
      n += fold.test().length;
      for (int row : fold.test()) {
        frauds += protocol.rows().isFraud(row) ? 1 : 0;
      }
      byFold.put(fold.start().toString(), new SliceResult(fold.test().length, metrics(measured)));
      onFold.accept(figures.size());
    }
    FoldFigures all = new FoldFigures(figures);
    TaskResult result =
        new TaskResult(
            TASK,
            n,
            metrics(all.mean()),
            intervals(metrics(all.mean()), metrics(all.deviation())),
            "mean ± standard deviation over " + folds.size() + " folds",
            List.of(count(0, n - frauds), count(1, frauds)),
            List.of(),
            new Reliability(List.of()),
            Map.of("training_from", byFold),
            List.of());
    return new Evaluation(
        recipe(how, features),
        data,
        "",
        testFolds ? "test" : "valid",
        false,
        List.of(result),
        Map.of(),
        0,
        List.of());
  }

  private static Map<String, Double> metrics(Figures figures) {
    return Map.of(
        "auc",
        figures.auc(),
        "average_precision",
        figures.averagePrecision(),
        RiskEvaluation.CARD_PRECISION,
        figures.cardPrecision());
  }

  private static Map<String, Interval> intervals(
      Map<String, Double> mean, Map<String, Double> deviation) {
    Map<String, Interval> intervals = new TreeMap<>();
    mean.forEach(
        (name, value) -> {
          double spread = deviation.getOrDefault(name, 0.0);
          intervals.put(name, new Interval(value - spread, value + spread));
        });
    return intervals;
  }

  private static LabelResult count(int label, long n) {
    double none = Double.NaN;
    return new LabelResult(TASK.labels().get(label), n, none, none, none, none, none, List.of());
  }

  /** The recipe under the name of a model; the digest is of its hyper-parameters and features. */
  private static ModelIdentity recipe(FoldRecipe how, List<FraudFeature> features) {
    List<String> columns = features.stream().map(FraudFeature::column).toList();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((how + "\n" + columns).getBytes(StandardCharsets.UTF_8));
      return new ModelIdentity(
          how.name(), "trained-in-each-fold", HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package dev.weir.retrain.fraud.evaluate;

import dev.weir.engine.Columns;
import dev.weir.engine.EngineServices;
import dev.weir.engine.RowScorer;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.TaskResult;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.evaluate.risk.RiskEvaluation;
import dev.weir.retrain.evaluate.risk.RiskPredictions;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.scoring.fraud.FraudFeature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Evaluates a fraud package by the engine that serves it. Stateless. */
public final class FraudEvaluation {
  /** The task of a fraud package. */
  public static final TaskLabels TASK = new TaskLabels("fraud", List.of("genuine", "fraud"));

  private static final int CHUNK = 1_024;

  private FraudEvaluation() {}

  /** The columns of every feature, in the order of a row. */
  public static Columns columns() {
    return Columns.of(Arrays.stream(FraudFeature.values()).map(FraudFeature::column).toList());
  }

  /**
   * Scores payments and measures the scores.
   *
   * @param test rows to score
   * @param data what the set is called
   * @param split what part of it these are
   * @param progress is told how many payments have been scored
   */
  public static Evaluation run(
      Path packageDir,
      PaymentRows rows,
      int[] test,
      String data,
      String split,
      Bootstrap bootstrap,
      LongConsumer progress) {
    try (RowScorer scorer =
        RowScorer.open(
            packageDir,
            columns(),
            ScorerOptions.defaults().withUnsigned(),
            EngineServices.defaults())) {
      Scores scores = new Scores(test.length);
      long began = System.nanoTime();
      for (int at = 0; at < test.length; at += CHUNK) {
        int[] chunk = Arrays.copyOfRange(test, at, Math.min(test.length, at + CHUNK));
        scores.add(chunk, scorer.score(values(rows, chunk)));
        progress.accept(at + chunk.length);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      TaskResult result = RiskEvaluation.of(TASK, scores.predictions(rows), bootstrap);
      return new Evaluation(
          scorer.model(),
          data,
          rows.hash(),
          split,
          false,
          List.of(result),
          scores.rejected,
          test.length / seconds,
          List.of());
    }
  }

  static List<float[]> values(PaymentRows rows, int[] chunk) {
    int[] all = new int[FraudFeature.count()];
    Arrays.setAll(all, i -> i);
    List<float[]> values = new ArrayList<>(chunk.length);
    for (int row : chunk) {
      float[] value = new float[all.length];
      rows.copy(row, all, value, 0);
      values.add(value);
    }
    return values;
  }

  private static final class Scores {
    private final int[] rows;
    private final double[] risks;
    private final Map<String, Long> rejected = new TreeMap<>();
    private int size;

    Scores(int most) {
      rows = new int[most];
      risks = new double[most];
    }

    void add(int[] chunk, List<ScoreOutcome> outcomes) {
      for (int i = 0; i < chunk.length; i++) {
        if (outcomes.get(i) instanceof Scored scored) {
          rows[size] = chunk[i];
          risks[size++] = scored.probabilities()[0][1];
        } else if (outcomes.get(i) instanceof Rejected no) {
          rejected.merge(no.code(), 1L, Long::sum);
        }
      }
    }

    RiskPredictions predictions(PaymentRows table) {
      boolean[] fraud = new boolean[size];
      int[] day = new int[size];
      long[] card = new long[size];
      String[] entry = new String[size];
      String[] country = new String[size];
      for (int i = 0; i < size; i++) {
        fraud[i] = table.isFraud(rows[i]);
        day[i] = table.day(rows[i]);
        card[i] = table.card(rows[i]);
        entry[i] = group(table.value(rows[i], FraudFeature.IS_ONLINE), "at a terminal", "online");
        country[i] = group(table.value(rows[i], FraudFeature.IS_ABROAD), "at home", "abroad");
      }
      return new RiskPredictions(
          Arrays.copyOf(risks, size), fraud, day, card, Map.of("entry", entry, "country", country));
    }

    private static String group(float value, String no, String yes) {
      return Float.isNaN(value) ? "unknown" : value > 0 ? yes : no;
    }
  }
}

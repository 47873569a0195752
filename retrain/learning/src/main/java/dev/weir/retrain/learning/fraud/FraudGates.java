package dev.weir.retrain.learning.fraud;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.evaluate.metric.Interval;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.evaluate.RiskScores;
import dev.weir.retrain.learning.gate.GateLine;
import dev.weir.retrain.learning.gate.GateResult;
import dev.weir.retrain.learning.gate.PackageGates;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.scoring.fraud.FraudFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Holds a fraud model that learned against the one that it learned from, by the engine that serves
 * both, on payments that none of them learned from. Confined to one thread.
 */
public final class FraudGates {
  private static final String TASK = "fraud";

  /** Many short ones: on a busy machine some of them are disturbed by nobody. */
  private static final int PAIRS = 100;

  private static final int TIMED = 256;
  private static final double ROUNDING = 1e-9;

  private final PromotionPolicy policy;
  private final PaymentSnapshot data;
  private final int[] rows;
  private final ComparedRisks all;
  private final List<GateLine> lines = new ArrayList<>();

  private FraudGates(PromotionPolicy policy, PaymentSnapshot data, int[] rows, ComparedRisks all) {
    this.policy = policy;
    this.data = data;
    this.rows = rows;
    this.all = all;
  }

  /**
   * Runs all gates.
   *
   * @param difference largest one of a probability between training and the challenger's graph
   */
  public static GateResult run(
      ModelPackage champion,
      ModelPackage challenger,
      PaymentSnapshot data,
      double difference,
      PromotionPolicy policy)
      throws IOException {
    int[] test = data.test();
    try (RiskScores before = RiskScores.open(champion.dir());
        RiskScores after = RiskScores.open(challenger.dir())) {
      double[] old = before.of(data.rows(), test);
      double[] young = after.of(data.rows(), test);
      int[] scored =
          IntStream.range(0, test.length)
              .filter(i -> Double.isFinite(old[i]) && Double.isFinite(young[i]))
              .toArray();
      int[] rows = IntStream.of(scored).map(i -> test[i]).toArray();
      FraudGates gates =
          new FraudGates(policy, data, rows, compared(data, test, old, young).of(scored));
      gates.quality();
      gates.slices();
      gates.calibration();
      gates.golden();
      gates.latency(before, after);
      gates.lines.add(
          new GateLine(
              "graph",
              "service against training",
              "difference",
              difference,
              0,
              null,
              "at most " + policy.graph().mostDifference(),
              difference <= policy.graph().mostDifference()));
      gates.lines.add(PackageGates.sound(challenger));
      gates.lines.add(PackageGates.memory(champion, challenger, policy.fraud().memory()));
      gates.lines.add(PackageGates.size(champion, challenger, policy.fraud().size()));
      gates.lines.add(PackageGates.provenance(challenger));
      return new GateResult(
          gates.lines,
          Map.of(
              TASK,
              Map.of(
                  "before", gates.all.confusion(gates.all.champion()),
                  "after", gates.all.confusion(gates.all.challenger()))),
          gates.turned());
    }
  }

  private static ComparedRisks compared(
      PaymentSnapshot data, int[] test, double[] old, double[] young) {
    PaymentRows payments = data.rows();
    boolean[] fraud = new boolean[test.length];
    int[] weights = new int[test.length];
    for (int i = 0; i < test.length; i++) {
      fraud[i] = payments.isFraud(test[i]);
      weights[i] = data.weights()[test[i]];
    }
    return new ComparedRisks(
        fraud,
        weights,
        Arrays.stream(test).map(payments::card).toArray(),
        Arrays.stream(test).map(payments::day).toArray(),
        old,
        young);
  }

  private void quality() {
    List<String> measures = List.of(ComparedRisks.AVERAGE_PRECISION, ComparedRisks.AUC);
    Map<String, Double> was = all.ranking(all.champion());
    Map<String, Double> is = all.ranking(all.challenger());
    Map<String, Interval> intervals = all.intervals(Bootstrap.DEFAULT, measures);
    double mayLose = policy.fraud().mayLose();
    for (String measure : measures) {
      double old = was.getOrDefault(measure, Double.NaN);
      double young = is.getOrDefault(measure, Double.NaN);
      lines.add(
          new GateLine(
              "quality",
              TASK,
              measure,
              young,
              old,
              intervals.get(measure),
              "may fall by " + mayLose,
              old - young <= mayLose + ROUNDING));
    }
    int k = policy.fraud().cards();
    if (all.isWhole()) {
      double old = all.cardPrecision(all.champion(), k);
      double young = all.cardPrecision(all.challenger(), k);
      lines.add(
          new GateLine(
              "quality",
              TASK,
              "card_precision_at_" + k,
              young,
              old,
              null,
              "may fall by " + mayLose,
              old - young <= mayLose + ROUNDING));
    }
    if (policy.quality().mustGain()) {
      @Nullable Interval gain = intervals.get(ComparedRisks.AVERAGE_PRECISION);
      lines.add(
          new GateLine(
              "gain",
              TASK,
              ComparedRisks.AVERAGE_PRECISION,
              is.getOrDefault(ComparedRisks.AVERAGE_PRECISION, Double.NaN),
              was.getOrDefault(ComparedRisks.AVERAGE_PRECISION, Double.NaN),
              gain,
              "better beyond chance",
              gain != null && gain.low() > 0));
    }
  }

  private void slices() {
    Map<String, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < rows.length; i++) {
      int place = i;
      for (String group :
          List.of(
              group(rows[i], FraudFeature.IS_ONLINE, "at a terminal", "online"),
              group(rows[i], FraudFeature.IS_ABROAD, "at home", "abroad"))) {
        groups.computeIfAbsent(group, g -> new ArrayList<>()).add(place);
      }
    }
    groups.forEach(
        (group, members) -> {
          ComparedRisks slice = all.of(members.stream().mapToInt(Integer::intValue).toArray());
          if (slice.frauds() >= policy.fraud().sliceLeastFrauds()
              && slice.frauds() < slice.rows()
              && slice.rows() < all.rows()) {
            slice(group, slice);
          }
        });
  }

  private void slice(String group, ComparedRisks slice) {
    String measure = ComparedRisks.AVERAGE_PRECISION;
    double old = slice.ranking(slice.champion()).getOrDefault(measure, Double.NaN);
    double young = slice.ranking(slice.challenger()).getOrDefault(measure, Double.NaN);
    @Nullable Interval interval = slice.intervals(Bootstrap.DEFAULT, List.of(measure)).get(measure);
    double mayLose = policy.fraud().sliceMayLose();
    // there are several slices and some are small: some lose by chance alone
    boolean chance = interval == null || interval.high() >= 0;
    lines.add(
        new GateLine(
            "quality",
            TASK + ", " + group,
            measure,
            young,
            old,
            interval,
            "may fall by " + mayLose + ", or by chance",
            old - young <= mayLose + ROUNDING || chance));
  }

  private String group(int row, FraudFeature feature, String no, String yes) {
    float value = data.rows().value(row, feature);
    return Float.isNaN(value) ? feature.column() + " unknown" : value > 0 ? yes : no;
  }

  private void calibration() {
    double is = all.calibrationError(all.challenger());
    double was = all.calibrationError(all.champion());
    double mayLose = policy.fraud().calibrationMayLose();
    lines.add(
        new GateLine(
            "calibration",
            TASK,
            "ece",
            is,
            was,
            null,
            "may rise by " + mayLose,
            is - was <= mayLose + ROUNDING));
  }

  private void golden() {
    int right = 0;
    int was = 0;
    int lost = 0;
    for (int i = 0; i < rows.length; i++) {
      if (data.golden()[rows[i]]) {
        boolean before = ComparedRisks.called(all.champion()[i]) == all.fraud()[i];
        boolean after = ComparedRisks.called(all.challenger()[i]) == all.fraud()[i];
        was += before ? 1 : 0;
        right += after ? 1 : 0;
        lost += before && !after ? 1 : 0;
      }
    }
    lines.add(
        new GateLine(
            "golden",
            TASK,
            "right",
            right,
            was,
            null,
            "may lose " + policy.golden().mayLose(),
            lost <= policy.golden().mayLose()));
  }

  private void latency(RiskScores before, RiskScores after) {
    int[] timed = Arrays.copyOf(rows, Math.min(TIMED, rows.length));
    double was = Double.POSITIVE_INFINITY;
    double is = Double.POSITIVE_INFINITY;
    for (int pair = 0; pair < PAIRS; pair++) {
      // the least of each: what other programs cost is not the models'
      was = Math.min(was, micros(before, timed));
      is = Math.min(is, micros(after, timed));
    }
    lines.add(
        new GateLine(
            "latency",
            timed.length + " payments",
            "microseconds a payment",
            is,
            was,
            null,
            "at most " + policy.fraud().latency() + " times",
            is <= was * policy.fraud().latency()));
  }

  private double micros(RiskScores scores, int[] timed) {
    long begin = System.nanoTime();
    scores.of(data.rows(), timed);
    return (System.nanoTime() - begin) / 1e3 / timed.length;
  }

  private List<GateResult.Turned> turned() {
    List<GateResult.Turned> turned = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      boolean before = ComparedRisks.called(all.champion()[i]);
      boolean after = ComparedRisks.called(all.challenger()[i]);
      if (before != after) {
        turned.add(
            new GateResult.Turned(
                data.ids().get(rows[i]), TASK, word(before), word(after), word(all.fraud()[i])));
      }
    }
    return turned;
  }

  private static String word(boolean fraud) {
    return fraud ? "fraud" : "genuine";
  }
}

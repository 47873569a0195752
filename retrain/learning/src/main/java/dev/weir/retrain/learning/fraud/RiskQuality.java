package dev.weir.retrain.learning.fraud;

import static dev.weir.retrain.learning.fraud.ComparedRisks.AUC;
import static dev.weir.retrain.learning.fraud.ComparedRisks.AVERAGE_PRECISION;
import static dev.weir.retrain.learning.fraud.FraudGates.TASK;

import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.evaluate.metric.Interval;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.learning.gate.GateLine;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.scoring.fraud.FraudFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Average precision, area under the ROC curve and card precision of all payments, average precision
 * of their slices, and whether it gained. Confined to one thread.
 *
 * @param payments all
 * @param rows those of them that are compared
 * @param all what both models say of these, in the same order
 */
@SuppressWarnings("ArrayRecordComponent") // made once a run; nobody compares them
record RiskQuality(PromotionPolicy policy, PaymentRows payments, int[] rows, ComparedRisks all) {

  List<GateLine> lines() {
    List<GateLine> lines = new ArrayList<>();
    List<String> measures = List.of(AVERAGE_PRECISION, AUC);
    Map<String, Double> was = all.ranking(all.champion());
    Map<String, Double> is = all.ranking(all.challenger());
    Map<String, Interval> intervals = all.intervals(Bootstrap.DEFAULT, measures);
    for (String measure : measures) {
      lines.add(line(measure, value(is, measure), value(was, measure), intervals.get(measure)));
    }
    int k = policy.fraud().cards();
    if (all.isWhole()) {
      lines.add(
          line(
              "card_precision_at_" + k,
              all.cardPrecision(all.challenger(), k),
              all.cardPrecision(all.champion(), k),
              null));
    }
    if (policy.quality().mustGain()) {
      @Nullable Interval gain = intervals.get(AVERAGE_PRECISION);
      lines.add(
          new GateLine(
              "gain",
              TASK,
              AVERAGE_PRECISION,
              value(is, AVERAGE_PRECISION),
              value(was, AVERAGE_PRECISION),
              gain,
              "better beyond chance",
              gain != null && gain.low() > 0));
    }
    slices(lines);
    return lines;
  }

  private GateLine line(String measure, double is, double was, @Nullable Interval interval) {
    double mayLose = policy.fraud().mayLose();
    return new GateLine(
        "quality",
        TASK,
        measure,
        is,
        was,
        interval,
        "may fall by " + mayLose,
        was - is <= mayLose + GateLine.ROUNDING);
  }

  private static double value(Map<String, Double> measures, String measure) {
    return measures.getOrDefault(measure, Double.NaN);
  }

  private void slices(List<GateLine> lines) {
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
            lines.add(slice(group, slice));
          }
        });
  }

  private GateLine slice(String group, ComparedRisks slice) {
    double was = value(slice.ranking(slice.champion()), AVERAGE_PRECISION);
    double is = value(slice.ranking(slice.challenger()), AVERAGE_PRECISION);
    @Nullable Interval interval =
        slice.intervals(Bootstrap.DEFAULT, List.of(AVERAGE_PRECISION)).get(AVERAGE_PRECISION);
    double mayLose = policy.fraud().sliceMayLose();
    // there are several slices and some are small: some lose by chance alone
    boolean chance = interval == null || interval.high() >= 0;
    return new GateLine(
        "quality",
        TASK + ", " + group,
        AVERAGE_PRECISION,
        is,
        was,
        interval,
        "may fall by " + mayLose + ", or by chance",
        was - is <= mayLose + GateLine.ROUNDING || chance);
  }

  private String group(int row, FraudFeature feature, String no, String yes) {
    float value = payments.value(row, feature);
    return Float.isNaN(value) ? feature.column() + " unknown" : value > 0 ? yes : no;
  }
}

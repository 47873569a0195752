package dev.weir.retrain.backtest.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.retrain.backtest.BacktestResult;
import dev.weir.retrain.backtest.BacktestResult.History;
import dev.weir.retrain.backtest.BacktestResult.Ranking;
import dev.weir.retrain.backtest.Comparison;
import dev.weir.retrain.backtest.Difference;
import dev.weir.retrain.backtest.Outcomes;
import dev.weir.retrain.backtest.Tally;
import dev.weir.schemas.Decision;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A backtest as the answer of {@code weir backtest --json}. A value that does not apply is absent;
 * shares are rounded to six decimals, amounts to two. Stateless.
 */
public final class BacktestJson {

  private static final double DECIMALS = 1e6;
  private static final double CENTS = 100;

  private BacktestJson() {}

  /** The answer. */
  public static ObjectNode of(BacktestResult result) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("model")
        .put("name", result.model().name())
        .put("version", result.model().version())
        .put("digest", result.model().digest());
    counts(root.putObject("policies"), result.policies());
    history(root.putObject("history"), result.history());
    outcomes(root.putObject("would"), result.would());
    @Nullable Ranking ranking = result.ranking();
    if (ranking != null) {
      ObjectNode node = root.putObject("ranking");
      share(node, "auc", ranking.auc());
      share(node, "average_precision", ranking.averagePrecision());
    }
    tallies(root.putObject("rules"), result.rules());
    tallies(root.putObject("shadow"), result.shadow());
    counts(root.putObject("failed_rules"), result.failedRules());
    ObjectNode days = root.putObject("days");
    result.days().forEach((day, outcomes) -> decisions(days.putObject(day.toString()), outcomes));
    @Nullable Comparison comparison = result.comparison();
    if (comparison != null) {
      comparison(root.putObject("compared"), comparison);
    }
    return root;
  }

  /** The same with the curve that the page draws. */
  static ObjectNode withCurve(BacktestResult result) {
    ObjectNode root = of(result);
    @Nullable Ranking ranking = result.ranking();
    if (ranking != null) {
      ArrayNode curve = root.putArray("curve");
      ranking
          .curve()
          .forEach(
              point ->
                  curve
                      .addArray()
                      .add(round(point.recall()))
                      .add(round(point.precision()))
                      .add(round(point.threshold())));
    }
    return root;
  }

  private static void history(ObjectNode node, History history) {
    if (history.first() != null) {
      node.put("first", history.first().toString());
    }
    if (history.last() != null) {
      node.put("last", history.last().toString());
    }
    node.put("before_range", history.before());
    node.put("after_range", history.after());
    node.put("repeats", history.repeats());
    counts(node.putObject("not_scored"), history.notScored());
    node.put("labels", history.labels());
    node.put("labelled_events_without_transaction", history.labelsOfUnknown());
    node.put("assumed_genuine", history.assumedGenuine());
    ArrayNode currencies = node.putArray("currencies");
    history.currencies().forEach(currencies::add);
  }

  private static void outcomes(ObjectNode node, Outcomes outcomes) {
    for (Decision decision : Decision.values()) {
      tally(node.putObject(word(decision)), outcomes.of(decision));
    }
    ObjectNode metrics = node.putObject("metrics");
    share(metrics, "declined_precision", outcomes.declined().precision());
    share(metrics, "declined_recall", outcomes.recall(outcomes.declined()));
    share(metrics, "stopped_precision", outcomes.stopped().precision());
    share(metrics, "stopped_recall", outcomes.recall(outcomes.stopped()));
    money(metrics, "caught_loss", outcomes.stopped().fraudAmount());
    money(metrics, "missed_loss", outcomes.approved().fraudAmount());
    money(metrics, "false_positive_value", outcomes.stopped().genuineAmount());
    money(metrics, "false_declined_value", outcomes.declined().genuineAmount());
  }

  private static void comparison(ObjectNode node, Comparison comparison) {
    node.put("n", comparison.happened().all().n());
    node.put("changed", comparison.changed());
    outcomes(node.putObject("happened"), comparison.happened());
    outcomes(node.putObject("would"), comparison.would());
    ArrayNode changes = node.putArray("changes");
    comparison
        .changes()
        .forEach(
            (change, tally) -> {
              ObjectNode one = changes.addObject();
              one.put("happened", word(change.happened())).put("would", word(change.would()));
              tally(one, tally);
            });
    ArrayNode largest = node.putArray("largest");
    comparison.largest().forEach(difference -> difference(largest.addObject(), difference));
  }

  private static void difference(ObjectNode node, Difference difference) {
    node.put("event_id", difference.eventId());
    node.put("occurred_at", difference.occurredAt().toString());
    money(node, "amount", difference.amount());
    node.put("happened", word(difference.happened()));
    share(node, "happened_risk", difference.happenedRisk());
    node.put("would", word(difference.would()));
    share(node, "risk", difference.risk());
    node.put("truth", difference.truth().name().toLowerCase(Locale.ROOT));
    ArrayNode rules = node.putArray("rules");
    difference.rules().forEach(rules::add);
  }

  private static void decisions(ObjectNode node, Outcomes outcomes) {
    for (Decision decision : Decision.values()) {
      node.put(word(decision), outcomes.of(decision).n());
    }
    node.put("frauds", outcomes.all().frauds());
    node.put("frauds_stopped", outcomes.stopped().frauds());
  }

  private static void tallies(ObjectNode node, Map<String, Tally> tallies) {
    tallies.forEach((name, tally) -> tally(node.putObject(name), tally));
  }

  private static void tally(ObjectNode node, Tally tally) {
    node.put("n", tally.n());
    money(node, "amount", tally.amount());
    node.put("frauds", tally.frauds());
    money(node, "fraud_amount", tally.fraudAmount());
    node.put("genuine", tally.genuine());
    money(node, "genuine_amount", tally.genuineAmount());
    share(node, "precision", tally.precision());
  }

  private static void counts(ObjectNode node, Map<String, Long> counts) {
    counts.forEach(node::put);
  }

  static String word(Decision decision) {
    return decision.name().toLowerCase(Locale.ROOT);
  }

  private static void share(ObjectNode node, String name, double value) {
    if (!Double.isNaN(value)) {
      node.put(name, round(value));
    }
  }

  private static void money(ObjectNode node, String name, double value) {
    node.put(name, Math.rint(value * CENTS) / CENTS);
  }

  private static double round(double value) {
    return Math.rint(value * DECIMALS) / DECIMALS;
  }
}

package dev.weir.retrain.backtest.report;

import dev.weir.retrain.backtest.BacktestResult;
import dev.weir.retrain.backtest.BacktestResult.History;
import dev.weir.retrain.backtest.BacktestResult.Ranking;
import dev.weir.retrain.backtest.Comparison;
import dev.weir.retrain.backtest.Comparison.Change;
import dev.weir.retrain.backtest.Outcomes;
import dev.weir.retrain.backtest.Tally;
import dev.weir.schemas.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A backtest as lines for a terminal. Stateless. */
public final class BacktestText {

  private BacktestText() {}

  /** The lines, the most important first. */
  public static List<String> lines(BacktestResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "model "
            + result.model()
            + ", policy "
            + (result.policies().isEmpty() ? "–" : String.join(", ", result.policies().keySet())));
    history(lines, result.history(), result.would());
    lines.add("");
    decisions(lines, "would be", result.would());
    lines.add("");
    @Nullable Comparison comparison = result.comparison();
    if (comparison == null) {
      metrics(lines, result.would());
      lines.add("");
      lines.add("no verdicts were recorded on these transactions: nothing to compare with");
    } else {
      compared(lines, result.would(), comparison);
    }
    @Nullable Ranking ranking = result.ranking();
    if (ranking != null) {
      lines.add(
          format(
              "%-30s ROC-AUC %.4f, average precision %.4f",
              "order by risk", ranking.auc(), ranking.averagePrecision()));
    }
    rules(lines, "rule or threshold", result.rules());
    rules(lines, "on trial", result.shadow());
    result
        .failedRules()
        .forEach((rule, n) -> lines.add(format("rule %s had no value %,d times", rule, n)));
    return lines;
  }

  private static void history(List<String> lines, History history, Outcomes would) {
    lines.add(
        format("%,d transactions", would.all().n())
            + (history.first() == null ? "" : " from " + history.first() + " to " + history.last())
            + (history.before() == 0 ? "" : format("; %,d before made histories", history.before()))
            + (history.repeats() == 0 ? "" : format("; repeats: %,d", history.repeats())));
    history.notScored().forEach((why, n) -> lines.add(format("dead letters: %,d %s", n, why)));
    Tally all = would.all();
    lines.add(
        format(
            "labels: %,d; %,d transactions are known to be fraud, %,d genuine%s",
            history.labels(),
            all.frauds(),
            all.genuine(),
            history.assumedGenuine() == 0
                ? ""
                : format(" (%,d by their age alone)", history.assumedGenuine())));
    if (history.labelsOfUnknown() > 0) {
      lines.add(
          format("labelled events without their transaction: %,d", history.labelsOfUnknown()));
    }
    if (history.currencies().size() > 1) {
      lines.add("amounts of different currencies are added: " + history.currencies());
    }
    if (all.frauds() > 0 && all.genuine() == 0) {
      lines.add(
          "nothing is labelled genuine, so precision says nothing; --genuine-after P7D takes what is"
              + " unlabelled after a week as genuine");
    }
  }

  private static void decisions(List<String> lines, String title, Outcomes outcomes) {
    lines.add(
        format(
            "%-12s %12s %8s %16s %8s %8s %10s",
            title, "n", "share", "amount", "fraud", "genuine", "precision"));
    for (Decision decision : Decision.values()) {
      Tally tally = outcomes.of(decision);
      lines.add(
          format(
              "  %-10s %,12d %8s %,16.2f %,8d %,8d %10s",
              BacktestJson.word(decision),
              tally.n(),
              percent(
                  outcomes.all().n() == 0 ? Double.NaN : (double) tally.n() / outcomes.all().n()),
              tally.amount(),
              tally.frauds(),
              tally.genuine(),
              percent(tally.precision())));
    }
  }

  private static void metrics(List<String> lines, Outcomes would) {
    row(lines, "precision of declined", percent(would.declined().precision()));
    row(lines, "recall of declined", percent(would.recall(would.declined())));
    row(lines, "precision of stopped", percent(would.stopped().precision()));
    row(lines, "recall of stopped", percent(would.recall(would.stopped())));
    row(lines, "fraud stopped", money(would.stopped().fraudAmount()));
    row(lines, "fraud approved", money(would.approved().fraudAmount()));
    row(lines, "genuine stopped", money(would.stopped().genuineAmount()));
    row(lines, "genuine declined", money(would.declined().genuineAmount()));
  }

  private static void compared(List<String> lines, Outcomes all, Comparison comparison) {
    Outcomes would = comparison.would();
    Outcomes was = comparison.happened();
    if (all.all().n() != was.all().n()) {
      metrics(lines, all);
      lines.add("");
    }
    lines.add(
        format(
            "%,d of these had a verdict; %,d decisions would change",
            was.all().n(), comparison.changed()));
    row(lines, "", "would be", "happened");
    row(
        lines,
        "precision of declined",
        percent(would.declined().precision()),
        percent(was.declined().precision()));
    row(
        lines,
        "recall of declined",
        percent(would.recall(would.declined())),
        percent(was.recall(was.declined())));
    row(
        lines,
        "precision of stopped",
        percent(would.stopped().precision()),
        percent(was.stopped().precision()));
    row(
        lines,
        "recall of stopped",
        percent(would.recall(would.stopped())),
        percent(was.recall(was.stopped())));
    row(
        lines,
        "fraud stopped",
        money(would.stopped().fraudAmount()),
        money(was.stopped().fraudAmount()));
    row(
        lines,
        "fraud approved",
        money(would.approved().fraudAmount()),
        money(was.approved().fraudAmount()));
    row(
        lines,
        "genuine stopped",
        money(would.stopped().genuineAmount()),
        money(was.stopped().genuineAmount()));
    row(
        lines,
        "genuine declined",
        money(would.declined().genuineAmount()),
        money(was.declined().genuineAmount()));
    lines.add("");
    lines.add(format("%-14s %12s %12s %12s", "was \\ would be", "approve", "review", "decline"));
    for (Decision happened : Decision.values()) {
      lines.add(
          format(
              "  %-12s %,12d %,12d %,12d",
              BacktestJson.word(happened),
              count(comparison, happened, Decision.APPROVE),
              count(comparison, happened, Decision.REVIEW),
              count(comparison, happened, Decision.DECLINE)));
    }
    lines.add("");
  }

  private static long count(Comparison comparison, Decision happened, Decision would) {
    return comparison.changes().getOrDefault(new Change(happened, would), Tally.NONE).n();
  }

  private static void rules(List<String> lines, String title, Map<String, Tally> rules) {
    if (rules.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(format("%-30s %10s %8s %8s %10s", title, "fired", "fraud", "genuine", "precision"));
    rules.forEach(
        (rule, tally) ->
            lines.add(
                format(
                    "  %-28s %,10d %,8d %,8d %10s",
                    rule, tally.n(), tally.frauds(), tally.genuine(), percent(tally.precision()))));
  }

  private static void row(List<String> lines, String name, String... values) {
    StringBuilder line = new StringBuilder(format("  %-28s", name));
    for (String value : values) {
      line.append(format(" %16s", value));
    }
    lines.add(line.toString());
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "–" : format("%.1f %%", 100 * share);
  }

  private static String money(double amount) {
    return format("%,.2f", amount);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

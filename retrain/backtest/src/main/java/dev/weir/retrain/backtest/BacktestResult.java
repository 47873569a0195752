package dev.weir.retrain.backtest;

import dev.weir.engine.ModelIdentity;
import dev.weir.retrain.evaluate.metric.BinaryRanking;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a policy or a model would have decided. Immutable.
 *
 * @param model that scored
 * @param policies that decided, each with its transactions
 * @param history what was read
 * @param would the decisions on all transactions that count
 * @param ranking how well the risk orders known frauds before known genuine ones; null if one of
 *     both is missing
 * @param rules thresholds and rules that spoke against transactions, by name
 * @param shadow rules and policies on trial, by name
 * @param failedRules how often a rule had no value
 * @param days decisions of each day, UTC
 * @param comparison with what happened; null if no verdict was recorded
 */
public record BacktestResult(
    ModelIdentity model,
    Map<String, Long> policies,
    History history,
    Outcomes would,
    @Nullable Ranking ranking,
    Map<String, Tally> rules,
    Map<String, Tally> shadow,
    Map<String, Long> failedRules,
    SortedMap<LocalDate, Outcomes> days,
    @Nullable Comparison comparison) {

  public BacktestResult {
    policies = Collections.unmodifiableMap(new TreeMap<>(policies));
    rules = Collections.unmodifiableMap(new TreeMap<>(rules));
    shadow = Collections.unmodifiableMap(new TreeMap<>(shadow));
    failedRules = Collections.unmodifiableMap(new TreeMap<>(failedRules));
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
  }

  /**
   * What was read.
   *
   * @param first time of the first transaction that counts, null if none does
   * @param last time of the last one
   * @param before transactions that only made histories
   * @param after transactions from the end of the range on, left out
   * @param repeats events whose id had been there before
   * @param notScored records that a job would have made dead letters of, by reason
   * @param labels opinions on transactions
   * @param labelsOfUnknown of them, on transactions that history does not have
   * @param assumedGenuine unlabelled transactions that count as genuine by their age
   * @param currencies of all transactions that count
   */
  public record History(
      @Nullable Instant first,
      @Nullable Instant last,
      long before,
      long after,
      long repeats,
      Map<String, Long> notScored,
      long labels,
      long labelsOfUnknown,
      long assumedGenuine,
      List<String> currencies) {
    public History {
      notScored = Collections.unmodifiableMap(new TreeMap<>(notScored));
      currencies = List.copyOf(currencies);
    }
  }

  /**
   * The order by risk.
   *
   * @param curve precision over recall
   */
  public record Ranking(double auc, double averagePrecision, List<BinaryRanking.Point> curve) {
    public Ranking {
      curve = List.copyOf(curve);
    }
  }
}

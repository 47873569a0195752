package dev.weir.retrain.backtest;

import dev.weir.engine.ModelIdentity;
import dev.weir.retrain.backtest.BacktestResult.History;
import dev.weir.retrain.backtest.BacktestResult.Ranking;
import dev.weir.retrain.backtest.Comparison.Change;
import dev.weir.retrain.evaluate.metric.BinaryRanking;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds judged transactions up. Confined to one thread. */
final class Summary {

  private static final int LARGEST = 50;
  private static final int CURVE_POINTS = 100;

  private final Collection<JudgedPayment> payments;
  private final Map<String, Truth> truths;

  Summary(Collection<JudgedPayment> payments, Map<String, Truth> truths) {
    this.payments = payments;
    this.truths = truths;
  }

  /** What was read, for {@link History}. */
  record Read(
      long before,
      long after,
      long repeats,
      Map<String, Long> notScored,
      long labels,
      long labelsOfUnknown,
      long assumedGenuine,
      List<String> currencies) {}

  BacktestResult result(ModelIdentity model, Map<String, Long> failedRules, Read read) {
    Outcomes would = Outcomes.NONE;
    Map<String, Long> policies = new HashMap<>();
    Map<String, Tally> rules = new HashMap<>();
    Map<String, Tally> shadow = new HashMap<>();
    SortedMap<LocalDate, Outcomes> days = new TreeMap<>();
    @Nullable Instant first = null;
    @Nullable Instant last = null;
    for (JudgedPayment payment : payments) {
      Truth truth = truth(payment);
      Instant at = Instant.ofEpochMilli(payment.occurredAt());
      first = first == null || at.isBefore(first) ? at : first;
      last = last == null || at.isAfter(last) ? at : last;
      would = would.with(payment.would(), payment.amount(), truth);
      policies.merge(payment.policy(), 1L, Long::sum);
      payment.rules().forEach(rule -> add(rules, rule, payment, truth));
      payment.shadow().forEach(rule -> add(shadow, rule, payment, truth));
      days.merge(
          at.atOffset(ZoneOffset.UTC).toLocalDate(),
          Outcomes.NONE.with(payment.would(), payment.amount(), truth),
          (known, one) -> known.with(payment.would(), payment.amount(), truth));
    }
    return new BacktestResult(
        model,
        policies,
        new History(
            first,
            last,
            read.before(),
            read.after(),
            read.repeats(),
            read.notScored(),
            read.labels(),
            read.labelsOfUnknown(),
            read.assumedGenuine(),
            read.currencies()),
        would,
        ranking(),
        rules,
        shadow,
        failedRules,
        days,
        comparison());
  }

  private static void add(
      Map<String, Tally> tallies, String rule, JudgedPayment payment, Truth truth) {
    tallies.put(rule, tallies.getOrDefault(rule, Tally.NONE).with(payment.amount(), truth));
  }

  private @Nullable Ranking ranking() {
    List<JudgedPayment> known =
        payments.stream().filter(payment -> truth(payment) != Truth.UNKNOWN).toList();
    double[] risk = new double[known.size()];
    boolean[] fraud = new boolean[known.size()];
    int frauds = 0;
    for (int i = 0; i < risk.length; i++) {
      risk[i] = known.get(i).risk();
      fraud[i] = truth(known.get(i)) == Truth.FRAUD;
      frauds += fraud[i] ? 1 : 0;
    }
    if (frauds == 0 || frauds == risk.length) {
      return null;
    }
    BinaryRanking ranking = BinaryRanking.of(risk, fraud);
    return new Ranking(
        ranking.rocAuc(), ranking.averagePrecision(), ranking.precisionRecall(CURVE_POINTS));
  }

  private @Nullable Comparison comparison() {
    Outcomes would = Outcomes.NONE;
    Outcomes happened = Outcomes.NONE;
    Map<Change, Tally> changes = new HashMap<>();
    for (JudgedPayment payment : payments) {
      @Nullable Recorded verdict = payment.happened();
      if (verdict != null) {
        Truth truth = truth(payment);
        would = would.with(payment.would(), payment.amount(), truth);
        happened = happened.with(verdict.decision(), payment.amount(), truth);
        Change change = new Change(verdict.decision(), payment.would());
        changes.put(change, changes.getOrDefault(change, Tally.NONE).with(payment.amount(), truth));
      }
    }
    return changes.isEmpty() ? null : new Comparison(would, happened, changes, largest());
  }

  private List<Difference> largest() {
    return payments.stream()
        .filter(
            payment ->
                payment.happened() != null && payment.happened().decision() != payment.would())
        .sorted(
            Comparator.comparingDouble(JudgedPayment::amount)
                .reversed()
                .thenComparing(JudgedPayment::eventId))
        .limit(LARGEST)
        .map(this::difference)
        .toList();
  }

  private Difference difference(JudgedPayment payment) {
    Recorded verdict = java.util.Objects.requireNonNull(payment.happened());
    return new Difference(
        payment.eventId(),
        Instant.ofEpochMilli(payment.occurredAt()),
        payment.amount(),
        verdict.decision(),
        verdict.risk(),
        payment.would(),
        payment.risk(),
        truth(payment),
        payment.rules());
  }

  private Truth truth(JudgedPayment payment) {
    return truths.getOrDefault(payment.eventId(), Truth.UNKNOWN);
  }
}

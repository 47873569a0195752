package dev.weir.flink.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.BatchCounts;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.ScoringStatus;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.ScoringRequest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What a scoring subtask counts, in the metric group {@code weir}, under the names of the operator
 * spec (docs/specs/text-scoring.md). Histograms look at the last thousand values; {@code
 * queueWaitMs} is that of a batch's first record. Confined to the task's thread; reporters read
 * concurrently.
 */
final class ScoringMetrics {

  private static final int WINDOW = 1_000;

  private final MetricGroup group;
  private final Counter verdicts;
  private final Map<String, Counter> verdictsByModel = new HashMap<>();
  private final Counter deadLetters;
  private final Map<Stage, Counter> deadLettersByStage = new EnumMap<>(Stage.class);
  private final Counter tokens;
  private final Counter paddedTokens;
  private final Counter inferenceNanos;
  private final Counter cacheHits;
  private final Counter cacheMisses;
  private final Counter campaigns;
  private final Counter shadowRecords;
  private final Counter shadowDropped;
  private final Counter shadowHits;
  private final Map<String, Counter> shadowHitsByRule = new HashMap<>();
  private final Counter ruleFailures;
  private final Histogram batchSize;
  private final Histogram queueWaitMs;
  private final Histogram batchInferenceMicros;
  private final Histogram latencyMs;

  /**
   * @param status asked by reporters, on their threads
   */
  ScoringMetrics(MetricGroup operator, Supplier<ScoringStatus> status) {
    group = operator.addGroup("weir");
    verdicts = group.counter("verdicts");
    group.meter("verdictsPerSecond", new MeterView(verdicts));
    deadLetters = group.counter("deadLetters");
    for (Stage stage : Stage.values()) {
      deadLettersByStage.put(stage, group.addGroup("stage", stage.label()).counter("deadLetters"));
    }
    tokens = group.counter("tokens");
    paddedTokens = group.counter("paddedTokens");
    inferenceNanos = group.counter("inferenceNanos");
    cacheHits = group.counter("cacheHits");
    cacheMisses = group.counter("cacheMisses");
    campaigns = group.counter("campaigns");
    shadowRecords = group.counter("shadowRecords");
    shadowDropped = group.counter("shadowDropped");
    shadowHits = group.counter("shadowHits");
    ruleFailures = group.counter("ruleFailures");
    batchSize = histogram("batchSize");
    queueWaitMs = histogram("queueWaitMs");
    batchInferenceMicros = histogram("batchInferenceMicros");
    latencyMs = histogram("latencyMs");
    gauge("model", () -> status.get().model());
    gauge("policy", () -> status.get().policy());
    gauge("swaps", () -> status.get().swaps());
    gauge("swapMs", () -> status.get().swapMillis());
    gauge("swapsRefused", () -> status.get().swapsRefused());
    gauge("controlRefused", () -> status.get().controlRefused());
  }

  private Histogram histogram(String name) {
    return group.histogram(name, new DescriptiveStatisticsHistogram(WINDOW));
  }

  private <T> void gauge(String name, Gauge<T> gauge) {
    group.gauge(name, gauge);
  }

  /** A dead letter of the intake, which was handed on. */
  void onRefused(Stage stage) {
    onDeadLetters(stage, 1);
  }

  /**
   * @param waitedNanos time from the batch's first record until it was scored
   */
  void onBatch(
      List<? extends ScoringRequest> requests,
      ScoredBatch batch,
      long waitedNanos,
      long nowMillis) {
    verdicts.inc(batch.verdicts());
    batch.deadLetters().forEach(this::onDeadLetters);
    BatchCounts counts = batch.counts();
    counts.models().forEach(this::onModel);
    tokens.inc(counts.tokens());
    paddedTokens.inc(counts.paddedTokens());
    inferenceNanos.inc(counts.inferenceNanos());
    cacheHits.inc(counts.cacheHits());
    cacheMisses.inc(counts.cacheMisses());
    campaigns.inc(counts.campaigns());
    shadowRecords.inc(counts.shadowRecords());
    shadowDropped.inc(counts.shadowDropped());
    counts.shadowHits().forEach(this::onShadowHits);
    counts.ruleFailures().values().forEach(ruleFailures::inc);
    batchSize.update(requests.size());
    queueWaitMs.update(waitedNanos / 1_000_000);
    if (counts.inferenceNanos() > 0) {
      batchInferenceMicros.update(counts.inferenceNanos() / 1_000);
    }
    for (ScoringRequest request : requests) {
      latencyMs.update(nowMillis - request.origin().timestamp());
    }
  }

  private void onDeadLetters(Stage stage, int count) {
    deadLetters.inc(count);
    requireNonNull(deadLettersByStage.get(stage)).inc(count);
  }

  private void onModel(String model, int count) {
    verdictsByModel
        .computeIfAbsent(model, name -> group.addGroup("model", name).counter("verdicts"))
        .inc(count);
  }

  private void onShadowHits(String rule, int count) {
    shadowHits.inc(count);
    shadowHitsByRule
        .computeIfAbsent(rule, name -> group.addGroup("rule", name).counter("shadowHits"))
        .inc(count);
  }
}

package dev.weir.streams.batch;

import dev.weir.scoring.BatchCounts;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.ScoringStatus;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.ScoringRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Rate;

/**
 * What a task that scores counts, under the names of the operator spec
 * (docs/specs/text-scoring.md). Confined to the task's thread; reporters read concurrently.
 */
public final class ScoringMetrics implements AutoCloseable {

  private final TaskMetrics metrics;
  private final Sensor verdicts;
  private final Map<String, Sensor> verdictsByModel = new HashMap<>();
  private final Sensor duplicates;
  private final DeadLetterMetrics refusals;
  private final Sensor tokens;
  private final Sensor paddedTokens;
  private final Sensor inferenceNanos;
  private final Sensor cacheHits;
  private final Sensor cacheMisses;
  private final Sensor campaigns;
  private final Sensor shadowRecords;
  private final Sensor shadowDropped;
  private final Sensor shadowHits;
  private final Map<String, Sensor> shadowHitsByRule = new HashMap<>();
  private final Sensor ruleFailures;
  private final Sensor batchSize;
  private final Sensor queueWaitMs;
  private final Sensor batchInferenceMicros;
  private final Sensor latencyMs;

  /**
   * @param metrics of the task; closed with this
   * @param status asked by reporters, on their threads
   */
  public ScoringMetrics(TaskMetrics metrics, Supplier<ScoringStatus> status) {
    this.metrics = metrics;
    verdicts = metrics.counter("verdicts");
    verdicts.add(metrics.name("verdictsPerSecond"), new Rate());
    duplicates = metrics.counter("duplicates");
    refusals = new DeadLetterMetrics(metrics);
    tokens = metrics.counter("tokens");
    paddedTokens = metrics.counter("paddedTokens");
    inferenceNanos = metrics.counter("inferenceNanos");
    cacheHits = metrics.counter("cacheHits");
    cacheMisses = metrics.counter("cacheMisses");
    campaigns = metrics.counter("campaigns");
    shadowRecords = metrics.counter("shadowRecords");
    shadowDropped = metrics.counter("shadowDropped");
    shadowHits = metrics.counter("shadowHits");
    ruleFailures = metrics.counter("ruleFailures");
    batchSize = metrics.histogram("batchSize", 10_000);
    queueWaitMs = metrics.histogram("queueWaitMs", 10_000);
    batchInferenceMicros = metrics.histogram("batchInferenceMicros", 1_000_000);
    latencyMs = metrics.histogram("latencyMs", 60_000);
    metrics.gauge("model", () -> status.get().model());
    metrics.gauge("policy", () -> status.get().policy());
    metrics.gauge("swaps", () -> status.get().swaps());
    metrics.gauge("swapMs", () -> status.get().swapMillis());
    metrics.gauge("swapsRefused", () -> status.get().swapsRefused());
    metrics.gauge("controlRefused", () -> status.get().controlRefused());
  }

  void onDuplicate() {
    duplicates.record();
  }

  void onRefused(Stage stage) {
    refusals.count(stage, 1);
  }

  /** A batch was answered; its first record came at {@code firstMillis} by this machine's clock. */
  public void onBatch(
      List<? extends ScoringRequest> requests,
      ScoredBatch batch,
      long firstMillis,
      long nowMillis) {
    verdicts.record(batch.verdicts());
    batch.deadLetters().forEach(refusals::count);
    BatchCounts counts = batch.counts();
    tokens.record((double) counts.tokens());
    paddedTokens.record((double) counts.paddedTokens());
    inferenceNanos.record((double) counts.inferenceNanos());
    cacheHits.record(counts.cacheHits());
    cacheMisses.record(counts.cacheMisses());
    campaigns.record(counts.campaigns());
    shadowRecords.record(counts.shadowRecords());
    shadowDropped.record(counts.shadowDropped());
    counts.shadowHits().forEach(this::onShadowHits);
    ruleFailures.record(counts.ruleFailures().values().stream().mapToInt(Integer::intValue).sum());
    counts.models().forEach(this::onModel);
    batchSize.record(requests.size());
    queueWaitMs.record((double) Math.max(0, nowMillis - firstMillis));
    batchInferenceMicros.record(counts.inferenceNanos() / 1_000.0);
    for (ScoringRequest request : requests) {
      latencyMs.record((double) Math.max(0, nowMillis - request.origin().timestamp()), nowMillis);
    }
  }

  private void onModel(String model, int count) {
    verdictsByModel
        .computeIfAbsent(model, name -> metrics.counter("verdicts", "model", name))
        .record(count);
  }

  private void onShadowHits(String rule, int count) {
    shadowHits.record(count);
    shadowHitsByRule
        .computeIfAbsent(rule, name -> metrics.counter("shadowHits", "rule", name))
        .record(count);
  }

  /** Takes the metrics back; the task goes elsewhere. */
  @Override
  public void close() {
    metrics.close();
  }
}

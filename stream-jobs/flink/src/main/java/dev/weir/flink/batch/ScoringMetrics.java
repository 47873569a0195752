package dev.weir.flink.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.BatchCounts;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.TextRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What a scoring subtask counts, in the metric group {@code weir}: counters {@code verdicts},
 * {@code deadLetters} (in all, and by {@code stage}), {@code tokens}, {@code paddedTokens}, {@code
 * inferenceNanos}, {@code cacheHits}, {@code cacheMisses}, {@code campaigns}; histograms {@code
 * batchSize}, {@code queueWaitMs} of a batch's first record, {@code batchInferenceMicros} and
 * {@code latencyMs}, from the record's Kafka timestamp until its answer was handed to the sink;
 * gauges {@code model} and {@code policy}. Histograms look at the last thousand values. Confined to
 * the task's thread; reporters read concurrently.
 */
final class ScoringMetrics {

  private static final int WINDOW = 1_000;

  private final Counter verdicts;
  private final Counter deadLetters;
  private final Map<Stage, Counter> deadLettersByStage = new EnumMap<>(Stage.class);
  private final Counter tokens;
  private final Counter paddedTokens;
  private final Counter inferenceNanos;
  private final Counter cacheHits;
  private final Counter cacheMisses;
  private final Counter campaigns;
  private final Histogram batchSize;
  private final Histogram queueWaitMs;
  private final Histogram batchInferenceMicros;
  private final Histogram latencyMs;

  ScoringMetrics(MetricGroup operator, Gauge<String> model, Gauge<String> policy) {
    MetricGroup group = operator.addGroup("weir");
    verdicts = group.counter("verdicts");
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
    batchSize = histogram(group, "batchSize");
    queueWaitMs = histogram(group, "queueWaitMs");
    batchInferenceMicros = histogram(group, "batchInferenceMicros");
    latencyMs = histogram(group, "latencyMs");
    group.gauge("model", model);
    group.gauge("policy", policy);
  }

  private static Histogram histogram(MetricGroup group, String name) {
    return group.histogram(name, new DescriptiveStatisticsHistogram(WINDOW));
  }

  /** A dead letter of the intake, which was handed on. */
  void onRefused(Stage stage) {
    onDeadLetters(stage, 1);
  }

  /**
   * @param waitedNanos time from the batch's first record until it was scored
   */
  void onBatch(List<TextRequest> requests, ScoredBatch batch, long waitedNanos, long nowMillis) {
    verdicts.inc(batch.verdicts());
    batch.deadLetters().forEach(this::onDeadLetters);
    BatchCounts counts = batch.counts();
    tokens.inc(counts.tokens());
    paddedTokens.inc(counts.paddedTokens());
    inferenceNanos.inc(counts.inferenceNanos());
    cacheHits.inc(counts.cacheHits());
    cacheMisses.inc(counts.cacheMisses());
    campaigns.inc(counts.campaigns());
    batchSize.update(requests.size());
    queueWaitMs.update(waitedNanos / 1_000_000);
    if (counts.inferenceNanos() > 0) {
      batchInferenceMicros.update(counts.inferenceNanos() / 1_000);
    }
    for (TextRequest request : requests) {
      latencyMs.update(nowMillis - request.origin().timestamp());
    }
  }

  private void onDeadLetters(Stage stage, int count) {
    deadLetters.inc(count);
    requireNonNull(deadLettersByStage.get(stage)).inc(count);
  }
}

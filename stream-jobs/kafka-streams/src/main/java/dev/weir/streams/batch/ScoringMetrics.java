package dev.weir.streams.batch;

import dev.weir.scoring.BatchCounts;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.ScoringStatus;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.TextRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Percentile;
import org.apache.kafka.common.metrics.stats.Percentiles;
import org.apache.kafka.common.metrics.stats.Percentiles.BucketSizing;
import org.apache.kafka.common.metrics.stats.Rate;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.internals.metrics.StreamsMetricsImpl;

/**
 * What a stream task counts, as metrics of Kafka Streams in the group {@code weir} with the tag
 * {@code task-id}, under the names of the operator spec (docs/specs/text-scoring.md). Histograms
 * are three metrics with the endings {@code -p50}, {@code -p95} and {@code -p99}, over the last
 * minute. Confined to the task's thread; reporters read concurrently.
 */
final class ScoringMetrics implements AutoCloseable {

  static final String GROUP = "weir";

  private static final int HISTOGRAM_BYTES = 4_000;

  private final StreamsMetricsImpl registry;
  private final TaskId task;
  private final List<Sensor> sensors = new ArrayList<>();
  private final List<MetricName> gauges = new ArrayList<>();
  private final Sensor verdicts;
  private final Map<String, Sensor> verdictsByModel = new HashMap<>();
  private final Sensor duplicates;
  private final Sensor deadLetters;
  private final Map<Stage, Sensor> deadLettersByStage = new EnumMap<>(Stage.class);
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
   * @param registry of Kafka Streams itself, as its public face takes numbers but no words
   * @param status asked by reporters, on their threads
   */
  ScoringMetrics(StreamsMetrics registry, TaskId task, Supplier<ScoringStatus> status) {
    this.registry = (StreamsMetricsImpl) registry;
    this.task = task;
    verdicts = counter("verdicts");
    verdicts.add(name("verdictsPerSecond"), new Rate());
    duplicates = counter("duplicates");
    deadLetters = counter("deadLetters");
    tokens = counter("tokens");
    paddedTokens = counter("paddedTokens");
    inferenceNanos = counter("inferenceNanos");
    cacheHits = counter("cacheHits");
    cacheMisses = counter("cacheMisses");
    campaigns = counter("campaigns");
    shadowRecords = counter("shadowRecords");
    shadowDropped = counter("shadowDropped");
    shadowHits = counter("shadowHits");
    ruleFailures = counter("ruleFailures");
    batchSize = histogram("batchSize", 10_000);
    queueWaitMs = histogram("queueWaitMs", 10_000);
    batchInferenceMicros = histogram("batchInferenceMicros", 1_000_000);
    latencyMs = histogram("latencyMs", 60_000);
    for (Stage stage : Stage.values()) {
      deadLettersByStage.put(stage, counter("deadLetters", "stage", stage.label()));
    }
    gauge("model", () -> status.get().model());
    gauge("policy", () -> status.get().policy());
    gauge("swaps", () -> status.get().swaps());
    gauge("swapMs", () -> status.get().swapMillis());
    gauge("swapsRefused", () -> status.get().swapsRefused());
    gauge("controlRefused", () -> status.get().controlRefused());
  }

  void onDuplicate() {
    duplicates.record();
  }

  void onRefused(Stage stage) {
    deadLetters.record();
    Objects.requireNonNull(deadLettersByStage.get(stage)).record();
  }

  /** A batch was answered; its first record came at {@code firstMillis} by this machine's clock. */
  void onBatch(List<TextRequest> requests, ScoredBatch batch, long firstMillis, long nowMillis) {
    verdicts.record(batch.verdicts());
    batch
        .deadLetters()
        .forEach(
            (stage, count) -> {
              deadLetters.record(count);
              Objects.requireNonNull(deadLettersByStage.get(stage)).record(count);
            });
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
    for (TextRequest request : requests) {
      latencyMs.record((double) Math.max(0, nowMillis - request.origin().timestamp()), nowMillis);
    }
  }

  private void onModel(String model, int count) {
    verdictsByModel
        .computeIfAbsent(model, name -> counter("verdicts", "model", name))
        .record(count);
  }

  private void onShadowHits(String rule, int count) {
    shadowHits.record(count);
    shadowHitsByRule
        .computeIfAbsent(rule, name -> counter("shadowHits", "rule", name))
        .record(count);
  }

  private void gauge(String name, Supplier<Object> value) {
    MetricName metric = name(name);
    // a task that ended without closing may have left one, which would look at another thread
    registry.removeMetric(metric);
    registry
        .metricsRegistry()
        .addMetric(metric, (Gauge<Object>) (config, nowMillis) -> value.get());
    gauges.add(metric);
  }

  private Sensor counter(String name, String... tag) {
    Sensor sensor = sensor(String.join(".", name, String.join(".", tag)));
    sensor.add(name(name, tag), new CumulativeSum());
    return sensor;
  }

  private Sensor histogram(String name, double max) {
    Sensor sensor = sensor(name);
    sensor.add(
        new Percentiles(
            HISTOGRAM_BYTES,
            max,
            BucketSizing.LINEAR,
            new Percentile(name(name + "-p50"), 50),
            new Percentile(name(name + "-p95"), 95),
            new Percentile(name(name + "-p99"), 99)));
    return sensor;
  }

  private Sensor sensor(String name) {
    Sensor sensor = registry.addSensor(GROUP + "." + task + "." + name, RecordingLevel.INFO);
    sensors.add(sensor);
    return sensor;
  }

  private MetricName name(String name, String... tag) {
    Map<String, String> tags = new HashMap<>();
    tags.put("task-id", task.toString());
    if (tag.length == 2) {
      tags.put(tag[0], tag[1]);
    }
    return new MetricName(name, GROUP, "of text scoring", tags);
  }

  /** Takes the metrics back; the task goes elsewhere. */
  @Override
  public void close() {
    sensors.forEach(registry::removeSensor);
    gauges.forEach(registry::removeMetric);
  }
}

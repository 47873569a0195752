package dev.weir.flink.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.record.RawRecord;
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
 * {@code deadLetters} (in all, and by {@code stage}), {@code tokens}, {@code inferenceNanos};
 * histograms {@code batchSize}, {@code batchInferenceMicros} and {@code latencyMs}, from the
 * record's Kafka timestamp until its answer was handed to the sink; gauge {@code model}. Histograms
 * look at the last thousand values. Confined to the task's thread; reporters read concurrently.
 */
final class ScoringMetrics {

  private static final int WINDOW = 1_000;

  private final Counter verdicts;
  private final Counter deadLetters;
  private final Map<Stage, Counter> deadLettersByStage = new EnumMap<>(Stage.class);
  private final Counter tokens;
  private final Counter inferenceNanos;
  private final Histogram batchSize;
  private final Histogram batchInferenceMicros;
  private final Histogram latencyMs;

  ScoringMetrics(MetricGroup operator, Gauge<String> model) {
    MetricGroup group = operator.addGroup("weir");
    verdicts = group.counter("verdicts");
    deadLetters = group.counter("deadLetters");
    for (Stage stage : Stage.values()) {
      deadLettersByStage.put(stage, group.addGroup("stage", stage.label()).counter("deadLetters"));
    }
    tokens = group.counter("tokens");
    inferenceNanos = group.counter("inferenceNanos");
    batchSize = group.histogram("batchSize", new DescriptiveStatisticsHistogram(WINDOW));
    batchInferenceMicros =
        group.histogram("batchInferenceMicros", new DescriptiveStatisticsHistogram(WINDOW));
    latencyMs = group.histogram("latencyMs", new DescriptiveStatisticsHistogram(WINDOW));
    group.gauge("model", model);
  }

  void onBatch(List<RawRecord> records, ScoredBatch batch, long nowMillis) {
    verdicts.inc(batch.verdicts());
    batch
        .deadLetters()
        .forEach(
            (stage, count) -> {
              deadLetters.inc(count);
              requireNonNull(deadLettersByStage.get(stage)).inc(count);
            });
    tokens.inc(batch.tokens());
    inferenceNanos.inc(batch.inferenceNanos());
    batchSize.update(records.size());
    if (batch.inferenceNanos() > 0) {
      batchInferenceMicros.update(batch.inferenceNanos() / 1_000);
    }
    for (RawRecord record : records) {
      latencyMs.update(nowMillis - record.timestamp());
    }
  }
}

package dev.weir.streams.feedback;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.FeedbackIntake.Keyed;
import dev.weir.scoring.feedback.FeedbackItem;
import dev.weir.scoring.feedback.FeedbackItem.Refused;
import dev.weir.scoring.record.RawRecord;
import dev.weir.streams.batch.DeadLetterMetrics;
import dev.weir.streams.batch.ScoringPool;
import dev.weir.streams.batch.TaskMetrics;
import dev.weir.streams.record.RawRecords;
import java.util.Optional;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to items, keyed by event id. The timestamp of an item moves the stream time of the join,
 * which forgets, and is never ahead of this machine's clock. Confined to the task's thread.
 */
final class FeedbackIntakeProcessor implements Processor<byte[], byte[], String, FeedbackItem> {

  private final ScoringPool<FeedbackThread> pool;
  private @Nullable ProcessorContext<String, FeedbackItem> context;
  private @Nullable TaskMetrics metrics;
  private @Nullable DeadLetterMetrics refusals;

  FeedbackIntakeProcessor(ScoringPool<FeedbackThread> pool) {
    this.pool = pool;
  }

  @Override
  public void init(ProcessorContext<String, FeedbackItem> opened) {
    context = opened;
    TaskMetrics ofTask = new TaskMetrics(opened.metrics(), opened.taskId());
    metrics = ofTask;
    refusals = new DeadLetterMetrics(ofTask);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<String, FeedbackItem> open = requireNonNull(context);
    RawRecord raw = RawRecords.of(record, open.recordMetadata().orElseThrow());
    Optional<Keyed> read = read(raw);
    if (read.isEmpty()) {
      return;
    }
    FeedbackItem item = read.get().item();
    if (item instanceof Refused refused) {
      requireNonNull(refusals).count(refused.stage(), 1);
    }
    long moves = Math.min(raw.timestamp(), open.currentSystemTimeMs());
    open.forward(new Record<>(read.get().key(), item, moves, new RecordHeaders()));
  }

  private Optional<Keyed> read(RawRecord raw) {
    try {
      return pool.ofThisThread().intake().read(raw);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    if (metrics != null) {
      metrics.close();
    }
  }
}

package dev.weir.streams.fraud;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItem.Refused;
import dev.weir.scoring.stage.FraudKeys;
import dev.weir.streams.batch.DeadLetterMetrics;
import dev.weir.streams.batch.ScoringPool;
import dev.weir.streams.batch.TaskMetrics;
import dev.weir.streams.record.RawRecords;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to payments, votes and dead letters, keyed by event id. An item has the record as it came
 * inside, so it leaves without headers; its own timestamp only moves the stream time of later
 * stages, which forgets, and is never ahead of this machine's clock. Confined to the task's thread.
 */
final class IntakeProcessor implements Processor<byte[], byte[], String, FraudItem> {

  private final ScoringPool<FraudThread> pool;
  private @Nullable ProcessorContext<String, FraudItem> context;
  private @Nullable TaskMetrics metrics;
  private @Nullable DeadLetterMetrics refusals;

  IntakeProcessor(ScoringPool<FraudThread> pool) {
    this.pool = pool;
  }

  @Override
  public void init(ProcessorContext<String, FraudItem> opened) {
    context = opened;
    TaskMetrics ofTask = new TaskMetrics(opened.metrics(), opened.taskId());
    metrics = ofTask;
    refusals = new DeadLetterMetrics(ofTask);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<String, FraudItem> open = requireNonNull(context);
    RawRecord raw = RawRecords.of(record, open.recordMetadata().orElseThrow());
    FraudItem item = read(raw);
    if (item == null) {
      return;
    }
    if (item instanceof Refused refused) {
      requireNonNull(refusals).count(refused.stage(), 1);
    }
    String key = FraudKeys.event(item);
    long moves = Math.min(raw.timestamp(), open.currentSystemTimeMs());
    open.forward(new Record<>(key == null ? "" : key, item, moves, new RecordHeaders()));
  }

  private @Nullable FraudItem read(RawRecord raw) {
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

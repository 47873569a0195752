package dev.weir.flink.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.flink.state.BucketOperator;
import dev.weir.flink.state.Buckets;
import dev.weir.scoring.Intake;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.TextBatchScoring;
import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.author.AuthorMemory;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.OutboundRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Gathers requests into micro-batches, has each scored on the task's own thread and emits one
 * answer per request, in order; the dead letters of the intake pass. Its keyed state is what is
 * remembered of authors.
 *
 * <p>A batch is drained before every checkpoint barrier, watermark and end of input, so no request
 * waits in state: what a checkpoint's source offsets cover has been answered and handed downstream
 * (docs/decisions/0003). Back-pressure bounds memory, since nothing is read while a batch is
 * scored.
 *
 * <p>Confined to the task's mailbox thread; timers run there too.
 */
final class MicroBatchOperator extends BucketOperator<OutboundRecord>
    implements OneInputStreamOperator<Intake, OutboundRecord>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final BatchLimits limits;
  private final BatchScoringFactory factory;
  private final transient List<TextRequest> pending;
  private final transient StreamRecord<OutboundRecord> reused = new StreamRecord<>(null);
  private transient long pendingBytes;
  private transient long pendingSince;
  private transient @Nullable ScheduledFuture<?> ageTimer;
  private transient @Nullable TextBatchScoring scoring;
  private transient @Nullable ScoringMetrics scoringMetrics;
  private transient AuthorBook authors = AuthorBook.blank();

  MicroBatchOperator(
      StreamOperatorParameters<OutboundRecord> parameters,
      BatchLimits limits,
      BatchScoringFactory factory) {
    super(parameters, "authors", AuthorMemory.MEMORY.toMillis());
    this.limits = limits;
    this.factory = factory;
    this.pending = new ArrayList<>(limits.maxRecords());
  }

  @Override
  public void open() throws Exception {
    super.open();
    TextBatchScoring opened = factory.open();
    scoring = opened;
    scoringMetrics = new ScoringMetrics(getMetricGroup(), opened::status);
    authors = getKeyedStateBackend() == null ? AuthorBook.blank() : new StateBook();
  }

  @Override
  public void processElement(StreamRecord<Intake> element) throws Exception {
    if (element.getValue() instanceof Intake.Accepted accepted) {
      add(accepted.request());
    } else if (element.getValue() instanceof Intake.Refused refused) {
      output.collect(reused.replace(refused.deadLetter()));
      requireNonNull(scoringMetrics).onRefused(refused.stage());
    }
  }

  private void add(TextRequest request) throws InterruptedException {
    if (pending.isEmpty()) {
      pendingSince = System.nanoTime();
    }
    pending.add(request);
    pendingBytes += request.origin().sizeInBytes();
    if (limits.isFull(pending.size(), pendingBytes)) {
      drain();
    } else if (ageTimer == null) {
      long due = processingTimeService.getCurrentProcessingTime() + limits.maxAge().toMillis();
      ageTimer = processingTimeService.registerTimer(due, time -> drain());
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    drain();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    drain();
    super.processWatermark(mark);
  }

  @Override
  public void endInput() throws Exception {
    drain();
  }

  @Override
  public void close() throws Exception {
    cancelTimer();
    try {
      if (scoring != null) {
        scoring.close();
      }
    } finally {
      super.close();
    }
  }

  private void drain() throws InterruptedException {
    cancelTimer();
    if (pending.isEmpty()) {
      return;
    }
    long waitedNanos = System.nanoTime() - pendingSince;
    ScoredBatch batch = requireNonNull(scoring).score(pending, authors);
    for (OutboundRecord record : batch.records()) {
      output.collect(reused.replace(record));
    }
    requireNonNull(scoringMetrics).onBatch(pending, batch, waitedNanos, System.currentTimeMillis());
    pending.clear();
    pendingBytes = 0;
  }

  private void cancelTimer() {
    if (ageTimer != null) {
      ageTimer.cancel(false);
      ageTimer = null;
    }
  }

  /** Authors in keyed state: each is read and written under the key of its own bucket. */
  private final class StateBook implements AuthorBook {

    @Override
    public @Nullable AuthorMemory load(String authorId) {
      setCurrentKey(Buckets.of(authorId));
      try {
        byte[] known = MicroBatchOperator.this.load(authorId.getBytes(UTF_8));
        return known == null ? null : AuthorMemory.fromBytes(known);
      } catch (Exception e) {
        throw new FlinkRuntimeException("author state cannot be read", e);
      }
    }

    @Override
    public void save(String authorId, AuthorMemory memory) {
      setCurrentKey(Buckets.of(authorId));
      try {
        MicroBatchOperator.this.save(
            authorId.getBytes(UTF_8), memory.toBytes(), memory.expiresAtMillis());
      } catch (Exception e) {
        throw new FlinkRuntimeException("author state cannot be written", e);
      }
    }
  }
}

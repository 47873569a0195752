package dev.weir.flink.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.flink.state.BucketOperator;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.ScoringStatus;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.ScoringRequest;
import dev.weir.scoring.record.OutboundRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gathers requests into micro-batches, has each scored on the task's own thread and emits one
 * answer per request, in order; dead letters of an intake pass.
 *
 * <p>A batch is drained before every checkpoint barrier, watermark and end of input, so no request
 * waits in state: what a checkpoint's source offsets cover has been answered and handed downstream
 * (docs/decisions/0003). Back-pressure bounds memory, since nothing is read while a batch is
 * scored.
 *
 * <p>Confined to the task's mailbox thread; timers run there too.
 *
 * @param <R> a request
 */
public abstract class MicroBatchOperator<R extends ScoringRequest>
    extends BucketOperator<OutboundRecord> implements BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final BatchLimits limits;
  private final transient List<R> pending;
  private final transient StreamRecord<OutboundRecord> reused = new StreamRecord<>(null);
  private transient long pendingBytes;
  private transient long pendingSince;
  private transient @Nullable ScheduledFuture<?> ageTimer;
  private transient @Nullable ScoringMetrics scoringMetrics;

  /**
   * @param stateName name of the state in savepoints, never changed
   * @param retentionMillis how long a name is usually remembered, in event time
   * @param limits when a batch closes
   */
  protected MicroBatchOperator(
      StreamOperatorParameters<OutboundRecord> parameters,
      String stateName,
      long retentionMillis,
      BatchLimits limits) {
    super(parameters, stateName, retentionMillis);
    this.limits = limits;
    this.pending = new ArrayList<>(limits.maxRecords());
  }

  /** Opens what scores; called once, with the state open. */
  protected abstract void openScoring() throws Exception;

  /** Closes what scores, and whatever of it was opened when opening failed. */
  protected abstract void closeScoring() throws Exception;

  /** What it is at; reporters ask on their threads. */
  protected abstract ScoringStatus status();

  /** Answers the batch, one answer for each request, in order. */
  protected abstract ScoredBatch score(List<R> batch) throws InterruptedException;

  /** The answers have been emitted. */
  protected void afterBatch() throws Exception {}

  @Override
  public final void open() throws Exception {
    super.open();
    openScoring();
    scoringMetrics = new ScoringMetrics(getMetricGroup(), this::status);
  }

  /** Takes a request in. */
  protected final void add(R request) throws Exception {
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

  /** Hands a dead letter of an intake on. */
  protected final void refuse(OutboundRecord deadLetter, Stage stage) {
    emit(deadLetter);
    requireNonNull(scoringMetrics).onRefused(stage);
  }

  protected final void emit(OutboundRecord record) {
    output.collect(reused.replace(record));
  }

  /** Whether no request waits for others. */
  protected final boolean isDrained() {
    return pending.isEmpty();
  }

  @Override
  public final void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    drain();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public final void processWatermark(Watermark mark) throws Exception {
    drain();
    super.processWatermark(mark);
  }

  @Override
  public final void endInput() throws Exception {
    drain();
  }

  @Override
  public final void close() throws Exception {
    cancelTimer();
    try {
      closeScoring();
    } finally {
      super.close();
    }
  }

  private void drain() throws Exception {
    cancelTimer();
    if (pending.isEmpty()) {
      return;
    }
    long waitedNanos = System.nanoTime() - pendingSince;
    ScoredBatch batch = score(pending);
    for (OutboundRecord record : batch.records()) {
      emit(record);
    }
    requireNonNull(scoringMetrics).onBatch(pending, batch, waitedNanos, System.currentTimeMillis());
    pending.clear();
    pendingBytes = 0;
    afterBatch();
  }

  private void cancelTimer() {
    if (ageTimer != null) {
      ageTimer.cancel(false);
      ageTimer = null;
    }
  }
}

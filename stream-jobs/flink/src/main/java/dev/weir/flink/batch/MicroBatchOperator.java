package dev.weir.flink.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.RecordScoring;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gathers records into micro-batches, has each scored on the task's own thread and emits one answer
 * per record, in order.
 *
 * <p>A batch is drained before every checkpoint barrier, watermark and end of input, so the
 * operator has no state: what a checkpoint's source offsets cover has been answered and handed
 * downstream (docs/decisions/0003). The source's back-pressure bounds memory, since nothing is read
 * while a batch is scored.
 *
 * <p>Confined to the task's mailbox thread; timers run there too.
 */
final class MicroBatchOperator extends AbstractStreamOperator<OutboundRecord>
    implements OneInputStreamOperator<RawRecord, OutboundRecord>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final BatchLimits limits;
  private final RecordScoringFactory factory;
  private final transient List<RawRecord> pending;
  private transient long pendingBytes;
  private transient @Nullable ScheduledFuture<?> ageTimer;
  private transient @Nullable RecordScoring scoring;
  private transient @Nullable ScoringMetrics scoringMetrics;

  MicroBatchOperator(
      StreamOperatorParameters<OutboundRecord> parameters,
      BatchLimits limits,
      RecordScoringFactory factory) {
    super(parameters);
    this.limits = limits;
    this.factory = factory;
    this.pending = new ArrayList<>(limits.maxRecords());
  }

  @Override
  public void open() throws Exception {
    super.open();
    RecordScoring opened = factory.open();
    scoring = opened;
    scoringMetrics = new ScoringMetrics(getMetricGroup(), opened::model);
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) throws Exception {
    RawRecord record = element.getValue();
    pending.add(record);
    pendingBytes += record.sizeInBytes();
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
    ScoredBatch batch = requireNonNull(scoring).score(pending);
    StreamRecord<OutboundRecord> reused = new StreamRecord<>(null);
    for (OutboundRecord record : batch.records()) {
      output.collect(reused.replace(record));
    }
    requireNonNull(scoringMetrics).onBatch(pending, batch, System.currentTimeMillis());
    pending.clear();
    pendingBytes = 0;
  }

  private void cancelTimer() {
    if (ageTimer != null) {
      ageTimer.cancel(false);
      ageTimer = null;
    }
  }
}

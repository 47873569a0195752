package dev.weir.flinkbench;

import static java.util.Objects.requireNonNull;

import dev.weir.engine.RowScorer;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Scores rows in micro-batches on the task's thread, drained at each barrier, as the text job does
 * with texts. Confined to the task's mailbox thread.
 */
final class RowBatchOperator extends AbstractStreamOperator<byte[]>
    implements OneInputStreamOperator<byte[], byte[]>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final String model;
  private final RowCodecs codecs;
  private final int rows;
  private final long ageMillis;
  private final transient List<float[]> pending;
  private final transient long[] ids;
  private final transient List<float[]> free = new ArrayList<>();
  private transient @Nullable ScheduledFuture<?> ageTimer;
  private transient @Nullable RowCodec codec;
  private transient @Nullable RowScorer scorer;

  RowBatchOperator(
      StreamOperatorParameters<byte[]> parameters,
      String model,
      RowCodecs codecs,
      int rows,
      long ageMillis) {
    super(parameters);
    this.model = model;
    this.codecs = codecs;
    this.rows = rows;
    this.ageMillis = ageMillis;
    pending = new ArrayList<>(rows);
    ids = new long[rows];
  }

  @Override
  public void open() throws Exception {
    super.open();
    codec = codecs.open();
    scorer = RowScorer.open(Path.of(model), ScorerOptions.defaults().onCpu());
  }

  @Override
  public void processElement(StreamRecord<byte[]> element) throws Exception {
    float[] row =
        free.isEmpty() ? requireNonNull(scorer).columns().newRow() : free.remove(free.size() - 1);
    ids[pending.size()] = requireNonNull(codec).read(element.getValue(), row);
    pending.add(row);
    if (pending.size() == rows) {
      drain();
    } else if (ageTimer == null) {
      long due = processingTimeService.getCurrentProcessingTime() + ageMillis;
      ageTimer = processingTimeService.registerTimer(due, time -> drain());
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    drain();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void endInput() throws Exception {
    drain();
  }

  private void drain() throws IOException {
    if (ageTimer != null) {
      ageTimer.cancel(false);
      ageTimer = null;
    }
    if (pending.isEmpty()) {
      return;
    }
    List<ScoreOutcome> outcomes = requireNonNull(scorer).score(pending);
    for (int i = 0; i < outcomes.size(); i++) {
      if (!(outcomes.get(i) instanceof ScoreOutcome.Scored scored)) {
        throw new IllegalStateException("row " + ids[i] + ": " + outcomes.get(i));
      }
      output.collect(
          new StreamRecord<>(requireNonNull(codec).write(ids[i], scored.probabilities()[0])));
    }
    free.addAll(pending);
    pending.clear();
  }

  @Override
  public void close() throws Exception {
    if (scorer != null) {
      scorer.close();
    }
    super.close();
  }
}

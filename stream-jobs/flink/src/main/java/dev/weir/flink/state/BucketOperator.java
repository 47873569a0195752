package dev.weir.flink.state;

import static java.util.Objects.requireNonNull;

import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.SimpleTimerService;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * An operator that is keyed by bucket ({@link Buckets}) and remembers names in one map, which event
 * time sweeps. Without a key it may not load or save. Confined to the task's mailbox thread; timers
 * run there too.
 *
 * <p>In batch mode nothing goes on from what an operator remembers, so that is a result: it leaves
 * by {@link #MEMORIES}, bucket by bucket. There the elements' timestamps are their {@link
 * HistoryOrder}, and event time is that of the bucket in force.
 *
 * @param <OUT> what it emits
 */
public abstract class BucketOperator<OUT> extends AbstractStreamOperator<OUT>
    implements Triggerable<Integer, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  /** The side output of what is remembered in the end, in batch mode. */
  public static final OutputTag<Memory> MEMORIES =
      new OutputTag<>("memories", MemorySerializer.TYPE);

  private static final String BATCH = "batch";

  private final String stateName;
  private final long retentionMillis;
  private transient @Nullable ExpiringMap memories;
  private transient @Nullable TimerService timers;
  private transient @Nullable SortedBuckets sorted;

  /**
   * @param stateName name of the state in savepoints, never changed
   * @param retentionMillis how long a name is usually remembered, in event time
   */
  protected BucketOperator(
      StreamOperatorParameters<OUT> parameters, String stateName, long retentionMillis) {
    super(parameters);
    this.stateName = stateName;
    this.retentionMillis = retentionMillis;
  }

  @Override
  public void open() throws Exception {
    super.open();
    KeyedStateBackend<?> backend = getKeyedStateBackend();
    if (backend == null) {
      return;
    }
    if (backend.getBackendTypeIdentifier().equals(BATCH)) {
      SortedBuckets one = new SortedBuckets();
      sorted = one;
      timers = one;
      memories = new ExpiringMap(one, one, retentionMillis);
      return;
    }
    TimerService service =
        new SimpleTimerService(
            getInternalTimerService(stateName, VoidNamespaceSerializer.INSTANCE, this));
    timers = service;
    memories =
        new ExpiringMap(
            BucketState.of(getRuntimeContext(), stateName, backend.getBackendTypeIdentifier()),
            service,
            retentionMillis);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    if (memories != null) {
      memories.beforeSnapshot();
    }
    super.snapshotState(context);
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked"}) // Flink's signature
  public void setKeyContextElement1(StreamRecord element) throws Exception {
    super.setKeyContextElement1(element);
    if (sorted != null) {
      int bucket = (int) getCurrentKey();
      long now = processingTimeService.getCurrentProcessingTime();
      long time = HistoryOrder.watermark(element.getTimestamp(), now);
      if (sorted.turnTo(bucket, time, this::leave)) {
        requireNonNull(memories).sweep(bucket, sorted.currentWatermark());
      }
    }
  }

  @Override
  public void finish() throws Exception {
    if (sorted != null) {
      sorted.leave(this::leave);
    }
    super.finish();
  }

  private void leave(Memory memory) {
    output.collect(MEMORIES, new StreamRecord<>(memory));
  }

  /** Remembers what another run of the operator did, under the bucket in force. */
  protected final void restore(Memory memory) throws Exception {
    requireNonNull(memories)
        .put(memory.bucket(), memory.name(), memory.bytes(), memory.expiresAtMillis());
  }

  /** What is remembered of a name of the bucket in force, or null. */
  protected final byte @Nullable [] load(byte[] name) throws Exception {
    return requireNonNull(memories).get((int) getCurrentKey(), name);
  }

  /**
   * Remembers it under the bucket in force. A timestamp behind the stream, from a producer whose
   * clock is slow, is remembered as long as others are; one ahead of this machine's clock not
   * longer.
   *
   * @param expiresAtMillis event time until which it is needed
   */
  protected final void save(byte[] name, byte[] bytes, long expiresAtMillis) throws Exception {
    long watermark = requireNonNull(timers).currentWatermark();
    long now = processingTimeService.getCurrentProcessingTime();
    long least = watermark == Long.MIN_VALUE ? expiresAtMillis : watermark + retentionMillis;
    long expiry = Math.min(Math.max(expiresAtMillis, least), now + retentionMillis);
    requireNonNull(memories).put((int) getCurrentKey(), name, bytes, expiry);
  }

  @Override
  public final void onEventTime(InternalTimer<Integer, VoidNamespace> timer) throws Exception {
    // by the watermark: a timer of long ago need not sweep again for each period since
    requireNonNull(memories).sweep(timer.getKey(), requireNonNull(timers).currentWatermark());
  }

  @Override
  public final void onProcessingTime(InternalTimer<Integer, VoidNamespace> timer) {
    throw new IllegalStateException("operator " + stateName + " asks for event time only");
  }
}

package dev.weir.streams.batch;

import dev.weir.streams.state.PendingStore;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What waits for its batch in one task: a full or old batch is answered on the task's own thread.
 * What waits when the task commits is in the store of what waits, so committed offsets cover only
 * what was answered or stored. Confined to the task's thread.
 *
 * @param <R> what waits
 */
public final class MicroBatch<R> {

  private static final Duration SHORTEST_PUNCTUATION = Duration.ofMillis(1);

  private final ProcessorContext<?, ?> context;
  private final BatchLimits limits;
  private final PendingStore<R, ?> pending;
  private final Answering<R> answering;
  private long firstMillis;

  /** Answers a batch. */
  @FunctionalInterface
  public interface Answering<R> {

    /**
     * Answers everything that waits, in order.
     *
     * @param firstMillis when the first of the batch came, by this machine's clock
     */
    void answer(List<R> batch, long firstMillis);
  }

  public MicroBatch(
      ProcessorContext<?, ?> context,
      BatchLimits limits,
      PendingStore<R, ?> pending,
      Answering<R> answering) {
    this.context = context;
    this.limits = limits;
    this.pending = pending;
    this.answering = answering;
  }

  /**
   * Has old batches closed without another record.
   *
   * @param before run before each look at the clock
   */
  public void schedule(Runnable before) {
    Duration interval =
        limits.maxAge().compareTo(SHORTEST_PUNCTUATION) < 0
            ? SHORTEST_PUNCTUATION
            : limits.maxAge();
    var unused =
        context.schedule(
            interval,
            PunctuationType.WALL_CLOCK_TIME,
            nowMillis -> {
              before.run();
              onTick(nowMillis);
            });
  }

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return pending.waiting().isEmpty();
  }

  /**
   * Adds one at the end; the batch may be answered by that.
   *
   * @param bytes what it weighs
   */
  public void add(R one, int bytes) {
    if (isEmpty()) {
      firstMillis = context.currentSystemTimeMs();
    }
    pending.add(one, bytes);
    if (limits.isFull(pending.waiting().size(), pending.waitingBytes())) {
      answer();
    }
  }

  private void onTick(long nowMillis) {
    if (!isEmpty() && nowMillis - firstMillis >= limits.maxAge().toMillis()) {
      answer();
    }
  }

  private void answer() {
    answering.answer(pending.waiting(), firstMillis);
    pending.clear();
  }
}

package dev.weir.engine.batch;

/**
 * What the decider sees of a queue at one moment. Times are nanoseconds since the queue was made,
 * so that they can be compared.
 *
 * @param rows records that wait
 * @param tokens their tokens, padding not included
 * @param urgentRows how many of them are in the priority lane
 * @param oldestNanos when the oldest arrived; meaningless if none waits
 * @param nearestDeadlineNanos the earliest deadline; {@link Long#MAX_VALUE} if none has one
 * @param sessionFree whether a session could run a batch now
 * @param draining whether no more records will come
 */
public record QueueView(
    int rows,
    long tokens,
    int urgentRows,
    long oldestNanos,
    long nearestDeadlineNanos,
    boolean sessionFree,
    boolean draining) {
  /** The deadline of a queue in which nothing has one. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;
}

package dev.weir.engine.batch;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The records that wait, in two lanes, each first in, first out. Not thread-safe: its owner guards
 * it with a lock.
 *
 * <p>A batch is filled from the priority lane first and then from the other, at every fourth batch
 * the other way round, so that neither lane starves. A record that does not fit into what is left
 * of the batch's tokens ends its lane's share, so no record overtakes another of its lane.
 *
 * @param <T> what waits
 */
public final class LaneQueue<T extends LaneQueue.Waiting> {
  private static final int TURNS = 4;

  /** What the queue needs to know of a record. */
  public interface Waiting {
    /** Its tokens. */
    int tokens();

    /** When it arrived. */
    long arrivedNanos();

    /** When it must have been scored; {@link QueueView#NO_DEADLINE} if it may take its time. */
    long deadlineNanos();

    /** Whether it goes into the priority lane. */
    boolean urgent();
  }

  private final int maxRows;
  private final int maxTokens;
  private final int capacity;
  private final ArrayDeque<T> urgent = new ArrayDeque<>();
  private final ArrayDeque<T> normal = new ArrayDeque<>();
  private long tokens;
  private int withDeadline;
  private int turn;

  /** An empty queue. */
  public LaneQueue(BatchLimits limits) {
    maxRows = limits.maxRows();
    maxTokens = limits.maxTokens();
    capacity = limits.capacity();
  }

  /** Records that wait. */
  public int size() {
    return urgent.size() + normal.size();
  }

  /** Whether no more may be added. */
  public boolean isFull() {
    return size() >= capacity;
  }

  /**
   * Adds a record to its lane.
   *
   * @throws IllegalStateException if the queue is full
   */
  public void add(T record) {
    if (isFull()) {
      throw new IllegalStateException("the queue holds " + capacity + " records already");
    }
    (record.urgent() ? urgent : normal).add(record);
    tokens += record.tokens();
    if (record.deadlineNanos() != QueueView.NO_DEADLINE) {
      withDeadline++;
    }
  }

  /** What a decider sees. */
  public QueueView view(boolean sessionFree, boolean draining) {
    long oldest = Long.MAX_VALUE;
    if (!urgent.isEmpty()) {
      oldest = urgent.getFirst().arrivedNanos();
    }
    if (!normal.isEmpty()) {
      oldest = Math.min(oldest, normal.getFirst().arrivedNanos());
    }
    long deadline = QueueView.NO_DEADLINE;
    if (withDeadline > 0) {
      deadline = Math.min(nearestDeadline(urgent), nearestDeadline(normal));
    }
    return new QueueView(size(), tokens, urgent.size(), oldest, deadline, sessionFree, draining);
  }

  /**
   * Moves the next batch into a list.
   *
   * @param batch cleared by the caller; gets at least one record unless the queue is empty
   */
  public void take(List<T> batch) {
    boolean urgentFirst = ++turn % TURNS != 0;
    long used = take(urgentFirst ? urgent : normal, batch, 0);
    take(urgentFirst ? normal : urgent, batch, used);
  }

  private long nearestDeadline(ArrayDeque<T> lane) {
    long nearest = QueueView.NO_DEADLINE;
    for (T record : lane) {
      nearest = Math.min(nearest, record.deadlineNanos());
    }
    return nearest;
  }

  private long take(ArrayDeque<T> lane, List<T> batch, long used) {
    long sum = used;
    while (!lane.isEmpty() && batch.size() < maxRows) {
      T next = lane.getFirst();
      if (!batch.isEmpty() && sum + next.tokens() > maxTokens) {
        break;
      }
      batch.add(lane.removeFirst());
      sum += next.tokens();
      tokens -= next.tokens();
      if (next.deadlineNanos() != QueueView.NO_DEADLINE) {
        withDeadline--;
      }
    }
    return sum;
  }
}

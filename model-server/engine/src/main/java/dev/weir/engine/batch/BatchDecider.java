package dev.weir.engine.batch;

import dev.weir.engine.batch.BatchDecision.Dispatch;
import dev.weir.engine.batch.BatchDecision.Reason;
import dev.weir.engine.batch.BatchDecision.Wait;

/**
 * Decides when waiting records become a batch. A pure function of what it sees and the time.
 *
 * <p>Nothing is dispatched while no session is free: what arrives meanwhile makes the next batch
 * larger. Otherwise a batch is formed as soon as it is full (records or tokens), its oldest record
 * has waited {@code maxAge}, a deadline comes near, a record of the priority lane waits, or nothing
 * more will come.
 */
public final class BatchDecider {
  private static final Wait FOR_A_CHANGE = new Wait(Long.MAX_VALUE);

  private final int maxRows;
  private final int maxTokens;
  private final long maxAgeNanos;
  private final long runNanos;

  /** A decider of these limits. */
  public BatchDecider(BatchLimits limits) {
    maxRows = limits.maxRows();
    maxTokens = limits.maxTokens();
    maxAgeNanos = limits.maxAge().toNanos();
    runNanos = limits.runTime().toNanos();
  }

  /** What to do at {@code nowNanos}. */
  public BatchDecision decide(QueueView queue, long nowNanos) {
    if (!queue.sessionFree() || queue.rows() == 0) {
      return FOR_A_CHANGE;
    }
    if (queue.rows() >= maxRows) {
      return new Dispatch(Reason.ROWS);
    }
    if (queue.tokens() >= maxTokens) {
      return new Dispatch(Reason.TOKENS);
    }
    if (queue.draining()) {
      return new Dispatch(Reason.DRAIN);
    }
    if (queue.urgentRows() > 0) {
      return new Dispatch(Reason.PRIORITY);
    }
    long ageLeft = maxAgeNanos - (nowNanos - queue.oldestNanos());
    if (ageLeft <= 0) {
      return new Dispatch(Reason.AGE);
    }
    if (queue.nearestDeadlineNanos() == QueueView.NO_DEADLINE) {
      return new Wait(ageLeft);
    }
    long deadlineLeft = queue.nearestDeadlineNanos() - runNanos - nowNanos;
    return deadlineLeft <= 0
        ? new Dispatch(Reason.DEADLINE)
        : new Wait(Math.min(ageLeft, deadlineLeft));
  }
}

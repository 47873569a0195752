package dev.weir.scoring.feedback;

import dev.weir.scoring.feedback.FeedbackItem.Voted;
import org.jspecify.annotations.Nullable;

/** What the join remembers; the binding keeps it. Confined to the task's thread. */
public interface JoinState {

  /** Where the last verdict on that event stands; null where none is known any more. */
  @Nullable Place verdict(EventKind kind, String eventId);

  /**
   * Remembers where a verdict stands, from its Kafka timestamp for as long as verdicts are kept.
   */
  void saveVerdict(EventKind kind, String eventId, Place at, long atMillis);

  /** The opinions on that event; null where nobody labelled it. */
  @Nullable EventVotes votes(EventKind kind, String eventId);

  /** Keeps the opinions on that event; null forgets it. */
  void saveVotes(EventKind kind, String eventId, @Nullable EventVotes votes);

  /** Shows every event that somebody labelled; the visitor may save. */
  void forEachVotes(VotesVisitor visitor);

  /** Until when events of that author or card are erased; null where they are not. */
  @Nullable Long erasedUntil(EventKind kind, String subjectId);

  /** Remembers that events of that author or card are erased. */
  void saveErased(EventKind kind, String subjectId, long untilMillis);

  /** Keeps a label whose event is not known, as of this machine's clock. */
  void saveWaiting(EventKind kind, String eventId, Voted label, long nowMillis);

  /** Takes out the labels that have waited since before that time, oldest first. */
  void takeWaitingSince(long beforeMillis, WaitingVisitor visitor);

  /** Sees the opinions on one event. */
  @FunctionalInterface
  interface VotesVisitor {
    void visit(EventKind kind, String eventId, EventVotes votes);
  }

  /** Sees a label that waited. */
  @FunctionalInterface
  interface WaitingVisitor {
    void visit(EventKind kind, String eventId, Voted label);
  }
}

package dev.weir.scoring.feedback;

import dev.weir.schemas.ErasureSubject;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;

/** What the join of labels takes in, keyed by event id. Immutable. */
public sealed interface FeedbackItem {

  /**
   * A verdict stands there.
   *
   * @param kind what was scored
   * @param at place in the topic of the verdicts of that kind
   */
  record Judged(EventKind kind, Place at) implements FeedbackItem {}

  /**
   * Somebody said what the right answer is.
   *
   * @param vote the opinion
   * @param datedBack whether it was dated after the record, and counts as of the record instead
   * @param atMillis Kafka timestamp of the record
   * @param origin the record, for the dead letters if no event is found
   */
  record Voted(Vote vote, boolean datedBack, long atMillis, RawRecord origin)
      implements FeedbackItem {}

  /**
   * An example with its event or verdict stands there.
   *
   * @param kind what it is an example of
   * @param at place in the topic of labelled examples
   */
  record Written(EventKind kind, Place at) implements FeedbackItem {}

  /**
   * An author or a card is to be forgotten; keyed by the subject, and for every partition.
   *
   * @param subject author or card
   * @param subjectId its id
   * @param untilMillis events up to that time are meant
   */
  record Erased(ErasureSubject subject, String subjectId, long untilMillis)
      implements FeedbackItem {}

  /**
   * The record is answered already; travels nowhere.
   *
   * @param deadLetter its answer
   * @param stage where it failed
   */
  record Refused(OutboundRecord deadLetter, Stage stage) implements FeedbackItem {}
}

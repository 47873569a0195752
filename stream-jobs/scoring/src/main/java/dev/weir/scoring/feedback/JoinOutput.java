package dev.weir.scoring.feedback;

import dev.weir.schemas.LabelledExample;
import dev.weir.scoring.deadletter.RecordFailure;
import dev.weir.scoring.record.RawRecord;

/** Where the join's answers go. Confined to the task's thread. */
public interface JoinOutput {

  /** Writes an example. */
  void example(LabelledExample example, long atMillis);

  /** Writes a label that found no event to the dead letters. */
  void deadLetter(RawRecord label, RecordFailure failure);

  /** Counts. */
  void count(JoinStep step);
}

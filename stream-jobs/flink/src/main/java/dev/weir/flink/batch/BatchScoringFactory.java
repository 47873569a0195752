package dev.weir.flink.batch;

import dev.weir.scoring.TextBatchScoring;
import java.io.Serializable;

/** Opens the scoring of one subtask, on the TaskManager. Travels with the job graph. */
@FunctionalInterface
public interface BatchScoringFactory extends Serializable {

  /**
   * An open scoring that the caller closes.
   *
   * @throws Exception when it cannot be opened; the subtask fails with it
   */
  TextBatchScoring open() throws Exception;
}

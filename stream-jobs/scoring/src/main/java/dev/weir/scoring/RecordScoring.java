package dev.weir.scoring;

import dev.weir.scoring.record.RawRecord;
import java.util.List;

/**
 * Answers batches of raw records: exactly one outbound record, verdict or dead letter, for each. A
 * stream engine's binding holds one per task and closes it. Confined to one thread.
 */
public interface RecordScoring extends AutoCloseable {

  /** Name and version of the model in use, for metrics. */
  String model();

  /**
   * Answers every record of the batch, in order. Nothing has been written when it throws, so the
   * same batch may be given again.
   *
   * @throws InterruptedException when the thread was interrupted while it waited for the registry
   */
  ScoredBatch score(List<RawRecord> batch) throws InterruptedException;

  /** Frees the model; a second call does nothing. */
  @Override
  void close();
}

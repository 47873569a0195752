package dev.weir.scoring.feedback;

import dev.weir.scoring.record.RawRecord;
import org.jspecify.annotations.Nullable;

/** Reads single records of Kafka by where they stand. */
@FunctionalInterface
public interface RecordLookup {

  /**
   * The record at that place; null where there is none any more, or never was.
   *
   * @throws InterruptedException when the thread is interrupted while it waits for the broker
   */
  @Nullable RawRecord read(String topic, Place place) throws InterruptedException;
}

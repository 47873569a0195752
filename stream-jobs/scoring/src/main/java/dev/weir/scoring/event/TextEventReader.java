package dev.weir.scoring.event;

import dev.weir.scoring.record.RawRecord;

/** Decodes raw records into text events. Thread-safe. */
@FunctionalInterface
public interface TextEventReader {

  /**
   * The event in that record.
   *
   * @throws dev.weir.serde.UndecodableRecordException when the bytes are no such event; a dead
   *     letter
   * @throws dev.weir.serde.RegistryUnavailableException when the registry does not answer; wait
   */
  TextEvent read(RawRecord record);
}

package dev.weir.streams.batch;

import dev.weir.scoring.Intake;
import dev.weir.scoring.TextIntake;
import dev.weir.scoring.TextScoringConfig;
import dev.weir.scoring.record.RawRecord;

/** Decodes and checks one record; {@link TextIntake} outside of tests. Confined to one thread. */
interface RecordIntake extends AutoCloseable {

  /**
   * What became of the record at the door.
   *
   * @throws InterruptedException when the thread was interrupted while it waited for the registry
   */
  Intake read(RawRecord record) throws InterruptedException;

  @Override
  default void close() {}

  /** The intake of that configuration. */
  static RecordIntake open(TextScoringConfig config) {
    TextIntake intake = TextIntake.open(config);
    return new RecordIntake() {
      @Override
      public Intake read(RawRecord record) throws InterruptedException {
        return intake.read(record);
      }

      @Override
      public void close() {
        intake.close();
      }
    };
  }
}

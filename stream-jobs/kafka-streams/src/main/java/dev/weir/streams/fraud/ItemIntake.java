package dev.weir.streams.fraud;

import dev.weir.scoring.FraudIntake;
import dev.weir.scoring.FraudLabelIntake;
import dev.weir.scoring.FraudScoringConfig;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.serde.topic.WeirTopic;
import org.jspecify.annotations.Nullable;

/** Decodes and checks payments and labels. Confined to one thread. */
interface ItemIntake extends AutoCloseable {

  /**
   * What became of the record at the door; null where it is about another task.
   *
   * @throws InterruptedException when the thread was interrupted while it waited for the registry
   */
  @Nullable FraudItem read(RawRecord record) throws InterruptedException;

  @Override
  default void close() {}

  /** The intake of that configuration. */
  static ItemIntake open(FraudScoringConfig config) {
    String labelTopic = WeirTopic.FEEDBACK.topicName(config.topicPrefix());
    FraudIntake payments = FraudIntake.open(config);
    FraudLabelIntake labels = FraudLabelIntake.open(config);
    return new ItemIntake() {
      @Override
      public @Nullable FraudItem read(RawRecord record) throws InterruptedException {
        return record.topic().equals(labelTopic)
            ? FraudItem.ofVote(labels.read(record), record)
            : FraudItem.ofPayment(payments.read(record));
      }

      @Override
      public void close() {
        try (payments) {
          labels.close();
        }
      }
    };
  }
}

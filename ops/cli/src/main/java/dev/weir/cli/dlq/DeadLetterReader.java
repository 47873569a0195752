package dev.weir.cli.dlq;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.TopicScan;
import dev.weir.serde.topic.WeirTopic;
import java.util.function.Consumer;

/** Reads the topic of dead letters from its beginning to where it ends now. */
public final class DeadLetterReader {

  private final Connection connection;

  public DeadLetterReader(Connection connection) {
    this.connection = connection;
  }

  /**
   * Hands over every letter that passes, partition by partition in the order of offsets.
   *
   * @throws dev.weir.cli.CommandFailure if the topic does not exist
   */
  public void forEach(DeadLetterFilter filter, Consumer<DeadLetter> action) {
    TopicScan.forEach(
        connection,
        WeirTopic.DEAD_LETTERS,
        record -> {
          DeadLetter letter = new DeadLetter(record);
          if (filter.test(letter)) {
            action.accept(letter);
          }
        });
  }
}

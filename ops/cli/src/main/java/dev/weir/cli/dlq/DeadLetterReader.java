package dev.weir.cli.dlq;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.TopicReader;
import dev.weir.serde.topic.WeirTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the topic of dead letters from its beginning to where it ends now. */
public final class DeadLetterReader {

  private static final Duration POLL = Duration.ofMillis(200);

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
    String topic = WeirTopic.DEAD_LETTERS.topicName(connection.topicPrefix());
    try (TopicReader reader = new TopicReader(connection, List.of(topic))) {
      Map<TopicPartition, Long> ends = reader.ends();
      while (reader.isBehind(ends)) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          DeadLetter letter = new DeadLetter(record);
          boolean wasThere =
              record.offset()
                  < ends.getOrDefault(new TopicPartition(topic, record.partition()), 0L);
          if (wasThere && filter.test(letter)) {
            action.accept(letter);
          }
        }
      }
    }
  }
}

package dev.weir.cli.dlq;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.RecordSender;
import dev.weir.serde.topic.WeirTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the originals of dead letters to the topics they came from. The letters stay where they
 * are. Not thread-safe.
 */
public final class Replay implements AutoCloseable {

  private static final List<WeirTopic> SCORED =
      List.of(WeirTopic.COMMENTS, WeirTopic.CHAT_MESSAGES, WeirTopic.TRANSACTIONS);

  private final Set<String> topics;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private long sent;

  public Replay(Connection connection) {
    topics =
        SCORED.stream()
            .map(topic -> topic.topicName(connection.topicPrefix()))
            .collect(Collectors.toUnmodifiableSet());
    Map<String, Object> config = new HashMap<>(RecordSender.producerConfig(connection));
    config.put("max.request.size", WeirTopic.DEAD_LETTERS.maxMessageBytes());
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Whether the letter came from a topic that jobs read; others cannot be sent back. */
  public boolean accepts(DeadLetter letter) {
    return letter.origin().filter(topics::contains).isPresent();
  }

  /**
   * Sends one original.
   *
   * @throws CommandFailure if the broker refused an earlier one
   */
  public void send(DeadLetter letter) {
    throwFailure();
    var unused =
        producer.send(
            letter.original(),
            (metadata, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              }
            });
    sent++;
  }

  /**
   * Waits until the broker has taken everything.
   *
   * @return how many originals were sent
   * @throws CommandFailure if it refused one
   */
  public long finish() {
    producer.flush();
    throwFailure();
    return sent;
  }

  private void throwFailure() {
    @Nullable Exception e = failure.get();
    if (e != null) {
      throw new CommandFailure("the broker did not take an original: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}

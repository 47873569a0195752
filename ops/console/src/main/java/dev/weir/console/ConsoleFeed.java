package dev.weir.console;

import dev.weir.console.kafka.TopicFollower;
import dev.weir.console.kafka.TopicFollower.Topic;
import dev.weir.console.loop.DriftService;
import dev.weir.console.review.ReviewPool;
import dev.weir.schemas.DriftReport;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Brings what the topics say to the pages. Erasures and labels have a follower of their own, so
 * that a flood of verdicts does not hold them up. Thread-safe.
 */
final class ConsoleFeed implements AutoCloseable {

  private static final long LAST_VERDICTS = 2_000;
  private static final long LAST_LABELS = 20_000;
  private static final long LAST_REPORTS = 5_000;

  private final TopicFollower people;
  private final TopicFollower models;

  ConsoleFeed(
      ConsoleSettings settings,
      SchemaRegistryClient registry,
      ReviewPool pool,
      DriftService drift) {
    Topics topics = new Topics(settings.topicPrefix(), registry);
    people =
        new TopicFollower(
            settings.bootstrapServers(),
            List.of(
                topics.of(WeirTopic.ERASURES, Erasure.class, Long.MAX_VALUE, pool::erasure),
                topics.of(WeirTopic.FEEDBACK, Feedback.class, LAST_LABELS, pool::label)));
    models =
        new TopicFollower(
            settings.bootstrapServers(),
            List.of(
                topics.of(WeirTopic.TEXT_VERDICTS, TextVerdict.class, LAST_VERDICTS, pool::verdict),
                topics.of(
                    WeirTopic.TEXT_SHADOW_VERDICTS, TextVerdict.class, LAST_VERDICTS, pool::shadow),
                topics.of(WeirTopic.DRIFT, DriftReport.class, LAST_REPORTS, drift::report)));
  }

  void start() {
    people.start();
    models.start();
  }

  /** Topics under one prefix. */
  private record Topics(String prefix, SchemaRegistryClient registry) {

    <T extends SpecificRecord> Topic of(
        WeirTopic topic, Class<T> type, long last, Consumer<T> taker) {
      WeirAvroDeserializer<T> values = new WeirAvroDeserializer<>(type, registry);
      return new Topic(
          topic.topicName(prefix),
          last,
          record -> {
            T value = values.deserialize(record.topic(), record.value());
            if (value != null) {
              taker.accept(value);
            }
          });
    }
  }

  @Override
  public void close() {
    people.close();
    models.close();
  }
}

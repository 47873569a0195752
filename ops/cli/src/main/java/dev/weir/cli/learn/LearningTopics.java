package dev.weir.cli.learn;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.TopicScan;
import dev.weir.retrain.learning.LearningInput;
import dev.weir.retrain.learning.text.TextLearner;
import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.LabelledExample;
import dev.weir.serde.UndecodableRecordException;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What there is to learn from on a cluster: the topics {@code labelled-examples} and {@code
 * erasures} as they are now, and the latest comments and chat messages. Reads only. Not
 * thread-safe.
 */
public final class LearningTopics implements TextLearner.Inbox, AutoCloseable {
  private final Connection connection;
  private final long recent;
  private final SchemaRegistryClient registry;
  private final Consumer<String> unusable;

  /**
   * @param recent latest texts of each partition that are read
   * @param unusable told of records that cannot be read
   */
  public LearningTopics(Connection connection, long recent, Consumer<String> unusable) {
    this.connection = connection;
    this.recent = recent;
    this.unusable = unusable;
    this.registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
  }

  @Override
  public LearningInput read() {
    Map<String, LabelledExample> examples = new LinkedHashMap<>();
    WeirAvroDeserializer<LabelledExample> labels = reader(LabelledExample.class);
    TopicScan.forEach(
        connection,
        WeirTopic.LABELLED_EXAMPLES,
        record -> {
          if (record.value() == null) {
            examples.remove(key(record));
          } else {
            decode(labels, record, example -> examples.put(example.getEventId(), example));
          }
        });
    List<Erasure> erasures = new ArrayList<>();
    WeirAvroDeserializer<Erasure> erased = reader(Erasure.class);
    TopicScan.forEach(
        connection, WeirTopic.ERASURES, record -> decode(erased, record, erasures::add));
    List<SpecificRecord> texts = new ArrayList<>();
    if (recent > 0) {
      WeirAvroDeserializer<CommentPosted> comments = reader(CommentPosted.class);
      TopicScan.last(
          connection, WeirTopic.COMMENTS, recent, record -> decode(comments, record, texts::add));
      WeirAvroDeserializer<ChatMessageSent> chat = reader(ChatMessageSent.class);
      TopicScan.last(
          connection, WeirTopic.CHAT_MESSAGES, recent, record -> decode(chat, record, texts::add));
    }
    return new LearningInput(List.copyOf(examples.values()), erasures, texts);
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null
        ? ""
        : new String(record.key(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private <T extends SpecificRecord> WeirAvroDeserializer<T> reader(Class<T> type) {
    return new WeirAvroDeserializer<>(type, registry);
  }

  private <T extends SpecificRecord> void decode(
      WeirAvroDeserializer<T> reader, ConsumerRecord<byte[], byte[]> record, Consumer<T> action) {
    try {
      @Nullable T value =
          record.value() == null ? null : reader.deserialize(record.topic(), record.value());
      if (value != null) {
        action.accept(value);
      }
    } catch (UndecodableRecordException e) {
      unusable.accept(
          "%s-%d@%d cannot be read and is left out: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    registry.close();
  }
}

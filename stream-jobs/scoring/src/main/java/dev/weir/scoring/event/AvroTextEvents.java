package dev.weir.scoring.event;

import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.Objects;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads comments and chat messages in Avro, each from its own topic. Thread-safe. */
public final class AvroTextEvents implements TextEventReader {

  private final String commentTopic;
  private final String chatTopic;
  private final Deserializer<CommentPosted> comments;
  private final Deserializer<ChatMessageSent> chatMessages;

  /**
   * @param topicPrefix what the names of the topics begin with
   * @param registry stays the caller's, who closes it
   */
  public AvroTextEvents(String topicPrefix, SchemaRegistryClient registry) {
    commentTopic = WeirTopic.COMMENTS.topicName(topicPrefix);
    chatTopic = WeirTopic.CHAT_MESSAGES.topicName(topicPrefix);
    comments = new WeirAvroDeserializer<>(CommentPosted.class, registry);
    chatMessages = new WeirAvroDeserializer<>(ChatMessageSent.class, registry);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the record is from neither topic
   */
  @Override
  public TextEvent read(RawRecord record) {
    String topic = record.topic();
    if (topic.equals(commentTopic)) {
      return TextEvent.of(
          Objects.requireNonNull(comments.deserialize(topic, record.value()), "comment"));
    }
    if (topic.equals(chatTopic)) {
      return TextEvent.of(
          Objects.requireNonNull(chatMessages.deserialize(topic, record.value()), "chat message"));
    }
    throw new IllegalArgumentException(
        "topic " + topic + " holds no text events; expected " + commentTopic + " or " + chatTopic);
  }
}

package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Good comments and chat messages, serialised. */
final class Comments {

  private static final Instant OCCURRED = Instant.parse("2026-01-02T03:04:05Z");

  private final String commentTopic;
  private final String chatTopic;
  private final WeirAvroSerializer<CommentPosted> comments;
  private final WeirAvroSerializer<ChatMessageSent> chatMessages;

  Comments(TestTopics topics) {
    commentTopic = topics.name(WeirTopic.COMMENTS);
    chatTopic = topics.name(WeirTopic.CHAT_MESSAGES);
    comments = new WeirAvroSerializer<>(CommentPosted.class, topics.registry());
    chatMessages = new WeirAvroSerializer<>(ChatMessageSent.class, topics.registry());
  }

  /** The value of a comment. */
  byte[] value(String eventId, String text) {
    return value(eventId, "author-1", text, OCCURRED);
  }

  private byte[] value(String eventId, String authorId, String text, Instant occurredAt) {
    return comments.serialize(
        commentTopic,
        CommentPosted.newBuilder()
            .setEventId(eventId)
            .setOccurredAt(occurredAt)
            .setSubjectId("product-1")
            .setAuthorId(authorId)
            .setText(text)
            .build());
  }

  /** A record with a comment. */
  ProducerRecord<byte[], byte[]> comment(String key, String eventId, String text) {
    return new ProducerRecord<>(commentTopic, key.getBytes(UTF_8), value(eventId, text));
  }

  /** A record with a comment of that author. */
  ProducerRecord<byte[], byte[]> comment(String key, String eventId, String authorId, String text) {
    return comment(key, eventId, authorId, text, OCCURRED);
  }

  /** A record with a comment of that author, written then by the producer's clock. */
  ProducerRecord<byte[], byte[]> comment(
      String key, String eventId, String authorId, String text, Instant occurredAt) {
    return new ProducerRecord<>(
        commentTopic, key.getBytes(UTF_8), value(eventId, authorId, text, occurredAt));
  }

  /** A comment of a schema that nobody registered. */
  ProducerRecord<byte[], byte[]> ofUnknownSchema() {
    byte[] value = value("unknown", "of a schema that nobody registered");
    ByteBuffer.wrap(value).putInt(1, 1_999_999);
    return new ProducerRecord<>(commentTopic, null, value);
  }

  /** A record with a chat message. */
  ProducerRecord<byte[], byte[]> chatMessage(String room, String eventId, String text) {
    byte[] value =
        chatMessages.serialize(
            chatTopic,
            ChatMessageSent.newBuilder()
                .setEventId(eventId)
                .setOccurredAt(OCCURRED)
                .setRoomId(room)
                .setAuthorId("author-2")
                .setText(text)
                .build());
    return new ProducerRecord<>(chatTopic, room.getBytes(UTF_8), value);
  }
}

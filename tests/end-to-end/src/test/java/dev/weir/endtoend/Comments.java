package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
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
    return comments.serialize(
        commentTopic,
        CommentPosted.newBuilder()
            .setEventId(eventId)
            .setOccurredAt(OCCURRED)
            .setSubjectId("product-1")
            .setAuthorId("author-1")
            .setText(text)
            .build());
  }

  /** A record with a comment. */
  ProducerRecord<byte[], byte[]> comment(String key, String eventId, String text) {
    return new ProducerRecord<>(commentTopic, key.getBytes(UTF_8), value(eventId, text));
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

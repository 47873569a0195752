package dev.weir.simulator.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.ChatRole;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.GeoPoint;
import dev.weir.simulator.truth.BrokenTruth;
import dev.weir.simulator.truth.CardTruth;
import dev.weir.simulator.truth.Sentiment;
import dev.weir.simulator.truth.TextTruth;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesWriterTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  @TempDir Path dir;

  @Test
  void events_written_areOneObjectALineWithTheSchemasNames() throws IOException {
    Path file = dir.resolve("events.jsonl");
    try (var writer = JsonLinesWriter.to(file)) {
      writer.write(
          CommentPosted.newBuilder()
              .setEventId("e1")
              .setOccurredAt(TIME)
              .setSubjectId("p1")
              .setAuthorId("u1")
              .setText("a \"quote\"\nand 好")
              .setRating(4.5f)
              .build());
      writer.write(
          ChatMessageSent.newBuilder()
              .setEventId("e2")
              .setOccurredAt(TIME)
              .setRoomId("r1")
              .setAuthorId("u2")
              .setText("hi")
              .setAuthorRole(ChatRole.VIEWER)
              .build());
      writer.write(
          CardTransaction.newBuilder()
              .setEventId("e3")
              .setOccurredAt(TIME)
              .setCardId("c1")
              .setTerminalId("t1")
              .setAmount(new BigDecimal("100.0000"))
              .setCurrency("EUR")
              .setLocation(new GeoPoint(48.5, 8.25))
              .build());
    }
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {"event_id":"e1","occurred_at":"2026-01-02T03:04:05.678Z","subject_id":"p1",\
            "author_id":"u1","text":"a \\"quote\\"\\nand 好","rating":4.5}
            {"event_id":"e2","occurred_at":"2026-01-02T03:04:05.678Z","room_id":"r1",\
            "author_id":"u2","text":"hi","author_role":"VIEWER"}
            {"event_id":"e3","occurred_at":"2026-01-02T03:04:05.678Z","card_id":"c1",\
            "terminal_id":"t1","amount":100,"currency":"EUR",\
            "location":{"latitude":48.5,"longitude":8.25}}
            """);
  }

  @Test
  void truths_written_areOneObjectALine() throws IOException {
    Path file = dir.resolve("truth.jsonl");
    try (var writer = JsonLinesWriter.to(file)) {
      writer.write(
          new TextTruth("e1", "comments", Sentiment.NEGATIVE, false, true, true, null, "en"));
      writer.write(new TextTruth("e2", "chat-messages", null, true, false, false, "wave-1", "en"));
      writer.write(new CardTruth("e3", "transactions", 3));
      writer.write(new BrokenTruth("e4", "comments", "truncated"));
    }
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {"event_id":"e1","topic":"comments","sentiment":"negative","spam":"ham",\
            "abuse":"abusive","obfuscated":true,"wave_id":null,"language":"en"}
            {"event_id":"e2","topic":"chat-messages","sentiment":null,"spam":"spam",\
            "abuse":"clean","obfuscated":false,"wave_id":"wave-1","language":"en"}
            {"event_id":"e3","topic":"transactions","is_fraud":true,"scenario":3}
            {"event_id":"e4","topic":"comments","broken":"truncated"}
            """);
  }
}

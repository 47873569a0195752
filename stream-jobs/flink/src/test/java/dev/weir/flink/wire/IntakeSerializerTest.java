package dev.weir.flink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.scoring.Intake;
import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.EventContext;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntakeSerializerTest {

  private static final RawRecord ORIGIN =
      new RawRecord(
          "weir.comments",
          1,
          2,
          3,
          new byte[] {4},
          new byte[] {5, 6},
          List.of(RecordHeader.ofText("traceparent", "00-ab")));

  private static final Instant OCCURRED = Instant.parse("2026-01-02T03:04:05.678901Z");

  private static final TextEvent COMMENT =
      new TextEvent(
          "event",
          OCCURRED,
          "author",
          "subject",
          null,
          "grüß 漢字 \uD83D\uDE00",
          "de",
          new EventContext("web", Instant.EPOCH, null, 4.5f, true));

  private static final TextEvent CHAT =
      new TextEvent(
          "event",
          OCCURRED,
          "",
          null,
          "room",
          "x",
          null,
          new EventContext(null, null, "moderator", null, false));

  @Test
  void comment_withEverything_isReadAsWritten() throws IOException {
    assertRead(
        new Intake.Accepted(
            new TextRequest(ORIGIN, COMMENT, -1, 9, new CampaignSighting(1, 2, 3, 4))));
  }

  @Test
  void chatMessage_withLittle_isReadAsWritten() throws IOException {
    assertRead(new Intake.Accepted(new TextRequest(ORIGIN, CHAT, 0, 0, CampaignSighting.NONE)));
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void deadLetter_ofAnyStage_isReadAsWritten(Stage stage) throws IOException {
    assertRead(
        new Intake.Refused(
            new OutboundRecord("dead", null, new byte[] {1}, ORIGIN.headers()), stage));
  }

  @Test
  void bytes_ofAnotherFormat_areRefused() {
    assertThatThrownBy(
            () -> new IntakeSerializer().deserialize(new DataInputDeserializer(new byte[] {0x20})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("begins with byte 32");
  }

  private static void assertRead(Intake intake) throws IOException {
    assertThat(RecordSerializersTest.throughBytes(intake, new IntakeSerializer()))
        .usingRecursiveComparison()
        .isEqualTo(intake);
  }
}

package dev.weir.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.scoring.deadletter.DeadLetterHeaders;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.EventContext;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.event.TextLimits;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import dev.weir.serde.RegistryUnavailableException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Records here are plain text: {@code undecodable} does not decode, everything else is the text.
 */
class TextIntakeTest {

  private int registryAwayFor;
  private int closedRegistries;
  private final TextIntake intake =
      new TextIntake(
          this::event,
          TextLimits.DEFAULT.withMaxTextChars(100),
          new DeadLetters("dead-letters", "test"),
          new RegistryPatience(pause -> {}),
          () -> Instant.EPOCH,
          () -> closedRegistries++);

  @Test
  void read_goodRecord_isARequestOfIt() throws InterruptedException {
    RawRecord record = record("a fine text");

    assertThat(intake.read(record))
        .isInstanceOfSatisfying(
            Intake.Accepted.class,
            accepted -> {
              assertThat(accepted.request().origin()).isSameAs(record);
              assertThat(accepted.request().event().text()).isEqualTo("a fine text");
            });
  }

  @Test
  void read_undecodableRecord_isADeadLetterOfThatStage() throws InterruptedException {
    Intake.Refused refused = refused("undecodable");

    assertThat(refused.stage()).isEqualTo(Stage.DECODE);
    assertThat(refused.deadLetter().topic()).isEqualTo("dead-letters");
    assertThat(refused.deadLetter().value()).isEqualTo("undecodable".getBytes(UTF_8));
    assertThat(header(refused, DeadLetterHeaders.STAGE)).isEqualTo("decode");
  }

  @Test
  void read_emptyText_isADeadLetterOfValidation() throws InterruptedException {
    Intake.Refused refused = refused("");

    assertThat(refused.stage()).isEqualTo(Stage.VALIDATE);
    assertThat(header(refused, DeadLetterHeaders.STAGE)).isEqualTo("validate");
  }

  @Test
  void read_textThatIsTooLong_neverHoldsItInTheHeaders() throws InterruptedException {
    Intake.Refused refused = refused("s3cret ".repeat(100));

    assertThat(refused.stage()).isEqualTo(Stage.VALIDATE);
    assertThat(refused.deadLetter().headers())
        .noneMatch(header -> new String(header.value(), UTF_8).contains("s3cret"));
  }

  @Test
  void read_registryAway_waitsAndLosesNothing() throws InterruptedException {
    registryAwayFor = 3;

    assertThat(intake.read(record("one"))).isInstanceOf(Intake.Accepted.class);
    assertThat(registryAwayFor).isZero();
  }

  @Test
  void close_closesTheRegistryClient() {
    intake.close();

    assertThat(closedRegistries).isEqualTo(1);
  }

  private Intake.Refused refused(String text) throws InterruptedException {
    Intake intaken = intake.read(record(text));
    assertThat(intaken).isInstanceOf(Intake.Refused.class);
    return (Intake.Refused) intaken;
  }

  private static String header(Intake.Refused refused, String name) {
    return RecordHeader.lastText(refused.deadLetter().headers(), name);
  }

  private TextEvent event(RawRecord record) {
    if (registryAwayFor > 0) {
      registryAwayFor--;
      throw new RegistryUnavailableException("connection refused", null);
    }
    String text = new String(record.value(), UTF_8);
    if (text.equals("undecodable")) {
      throw new IllegalArgumentException("not an event");
    }
    return new TextEvent(
        "e-" + record.offset(),
        Instant.EPOCH,
        "author",
        "subject",
        null,
        text,
        null,
        EventContext.NONE);
  }

  private static RawRecord record(String text) {
    return new RawRecord("weir.comments", 0, 0, 1_000, null, text.getBytes(UTF_8), List.of());
  }
}

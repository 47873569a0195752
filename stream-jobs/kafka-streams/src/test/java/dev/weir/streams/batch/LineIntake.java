package dev.weir.streams.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.scoring.Intake;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.RecordFailure;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.EventContext;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.RawRecord;
import java.time.Instant;

/** Reads events written as {@code id|author|text}; anything else is refused. */
final class LineIntake implements RecordIntake {

  static final String DEAD_LETTERS = "weir.dead-letters";

  @Override
  public Intake read(RawRecord record) {
    String[] parts =
        record.value() == null ? new String[0] : new String(record.value(), UTF_8).split("\\|");
    if (parts.length != 3) {
      RecordFailure failure =
          new RecordFailure(Stage.DECODE, new IllegalArgumentException("not three parts"));
      return new Intake.Refused(
          new DeadLetters(DEAD_LETTERS, "test").of(record, failure, Instant.EPOCH), Stage.DECODE);
    }
    Instant at = Instant.ofEpochMilli(record.timestamp());
    return new Intake.Accepted(
        TextRequest.of(
            record,
            new TextEvent(
                parts[0], at, parts[1], null, "room", parts[2], null, EventContext.NONE)));
  }
}

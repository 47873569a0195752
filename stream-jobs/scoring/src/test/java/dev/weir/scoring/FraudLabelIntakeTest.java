package dev.weir.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Feedback;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.record.RawRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FraudLabelIntakeTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Feedback.Builder feedback =
      Feedback.newBuilder()
          .setEventId("t-1")
          .setOccurredAt(NOW)
          .setTask(Task.FRAUD)
          .setLabel("fraud")
          .setLabeler(new Labeler("bank", LabelerKind.CHARGEBACK))
          .setLabelledAt(NOW);

  @Test
  void read_feedbackOnFraud_isItsVote() throws InterruptedException {
    assertThat(read(new byte[1]))
        .isEqualTo(
            new Admission.Accepted<>(
                Optional.of(new FraudVote("t-1", true, 4, NOW.toEpochMilli()))));
  }

  @Test
  void read_feedbackOnAnotherTaskOrAKeyAlone_isNone() throws InterruptedException {
    assertThat(read(null)).isEqualTo(new Admission.Accepted<>(Optional.empty()));

    feedback.setTask(Task.SPAM).setLabel("spam");
    assertThat(read(new byte[1])).isEqualTo(new Admission.Accepted<>(Optional.empty()));
  }

  @Test
  void read_labelOfNoTask_isADeadLetterOfValidation() throws InterruptedException {
    feedback.setLabel("fruad");

    assertThat(read(new byte[1]))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> assertThat(refused.stage()).isEqualTo(Stage.VALIDATE));
  }

  private Admission<Optional<FraudVote>> read(byte @Nullable [] value) throws InterruptedException {
    try (FraudLabelIntake intake =
        new FraudLabelIntake(
            (topic, bytes) -> feedback.build(),
            new DeadLetters("dead-letters", "test"),
            new RegistryPatience(pause -> {}),
            () -> Instant.EPOCH,
            () -> {})) {
      return intake.read(
          new RawRecord("feedback", 0, 0, NOW.toEpochMilli(), null, value, List.of()));
    }
  }
}

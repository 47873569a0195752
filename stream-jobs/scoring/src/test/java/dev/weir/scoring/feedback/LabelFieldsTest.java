package dev.weir.scoring.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.Feedback;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelFieldsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void words_ofALabel_becomeFeedback() {
    Feedback feedback =
        feedback(Map.of("labeler_kind", "user-report", "labelled_at", "2026-02-01T00:00:00+01:00"));

    assertThat(feedback.getEventId()).isEqualTo("c-1");
    assertThat(feedback.getTask()).isEqualTo(Task.SPAM);
    assertThat(feedback.getLabel()).isEqualTo("ham");
    assertThat(feedback.getLabeler().getKind()).isEqualTo(LabelerKind.USER_REPORT);
    assertThat(feedback.getLabelledAt()).isEqualTo(Instant.parse("2026-01-31T23:00:00Z"));
    assertThat(feedback.getOccurredAt()).isEqualTo(NOW);
    assertThat(feedback.getComment()).isNull();
  }

  @Test
  void words_thatAreNotGiven_haveDefaults() {
    Feedback feedback = feedback(Map.of("comment", " "));

    assertThat(feedback.getLabeler().getKind()).isEqualTo(LabelerKind.MODERATOR);
    assertThat(feedback.getLabelledAt()).isEqualTo(NOW);
    assertThat(feedback.getComment()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "label, spma, 'expected one of ham, spam, got ''spma''; did you mean ''spam''?'",
    "label, fraud, of the task spam",
    "task, spams, 'expected one of sentiment, spam, abuse, fraud'",
    "task, unknown, 'task: expected one of'",
    "labeler_kind, moderater, did you mean 'moderator'?",
    "labelled_at, yesterday, labelled_at: expected a time as",
    "labelled_at, 99999999999999999999, labelled_at: expected a time as",
    "labelled_at, +999999999-12-31T00:00:00Z, labelled_at: expected a time as",
    "event_id, ' ', event_id is missing",
    "labeler_id, '', labeler_id is missing",
  })
  void word_thatDoesNotFit_isNamedWithTheNearest(String field, String word, String message) {
    assertThatThrownBy(() -> feedback(Map.of(field, word))).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"event_id, 512", "labeler_id, 512", "comment, 10000"})
  void field_longerThanItMayBe_isRefusedWithoutBeingQuoted(String field, int most) {
    assertThat(feedback(Map.of(field, "x".repeat(most)))).isNotNull();
    assertThatThrownBy(() -> feedback(Map.of(field, "x".repeat(most + 1))))
        .hasMessageContaining(field + ": expected at most")
        .hasMessageNotContaining("xx");
  }

  private static Feedback feedback(Map<String, String> others) {
    Map<String, String> words =
        new HashMap<>(
            Map.of("event_id", "c-1", "task", "Spam", "label", "ham", "labeler_id", "mod-7"));
    words.putAll(others);
    return new LabelFields(words).feedback(NOW);
  }
}

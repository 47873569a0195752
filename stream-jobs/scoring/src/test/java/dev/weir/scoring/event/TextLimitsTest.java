package dev.weir.scoring.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TextLimitsTest {

  private final TextLimits limits = new TextLimits(10, 8, Duration.ofHours(1));

  @Test
  void check_eventAtTheLimits_isReturned() {
    TextEvent event = event("12345678", "1234567890");

    assertThat(limits.check(event, 0)).isSameAs(event);
  }

  @Test
  void check_textOneTooLong_namesLengthAndLimit() {
    assertThatThrownBy(() -> limits.check(event("e", "12345678901"), 0))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("text has 11 characters; expected at most 10")
        .hasMessageNotContaining("12345678901");
  }

  @Test
  void check_blankText_isInvalid() {
    assertThatThrownBy(() -> limits.check(event("e", " \n\t"), 0))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("text is empty");
  }

  @Test
  void check_blankEventId_isInvalid() {
    assertThatThrownBy(() -> limits.check(event(" ", "fine"), 0))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("event_id is blank");
  }

  @Test
  void check_idTooLong_namesTheField() {
    assertThatThrownBy(() -> limits.check(event("123456789", "fine"), 0))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("event_id has 9 characters; expected at most 8");
  }

  @Test
  void construction_limitBelowOne_isRefused() {
    assertThatThrownBy(() -> new TextLimits(0, 8, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void check_occurredAsFarAheadAsAllowed_passes() {
    assertThat(limits.check(event("e", "fine"), -1)).isNotNull();
    TextEvent ahead = at(Instant.ofEpochSecond(3_600));

    assertThat(limits.check(ahead, 0)).isSameAs(ahead);
  }

  @Test
  void check_fromTheFuture_isRefusedWithBothTimes() {
    assertThatThrownBy(() -> limits.check(at(Instant.ofEpochMilli(3_600_001)), 0))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "occurred_at is 1970-01-01T01:00:00.001Z; expected 1970-01-01T01:00:00Z at the latest,"
                + " PT1H after the record's Kafka timestamp; set the producer's clock, milliseconds"
                + " since 1970 in UTC, and send the event again");
  }

  @Test
  void check_fromLastYear_passes() {
    TextEvent late = at(Instant.parse("2025-01-01T00:00:00Z"));

    assertThat(limits.check(late, Instant.parse("2026-01-01T00:00:00Z").toEpochMilli()))
        .isSameAs(late);
  }

  private static TextEvent at(Instant occurredAt) {
    return new TextEvent("e", occurredAt, "a", "s", null, "fine", null, EventContext.NONE);
  }

  private static TextEvent event(String id, String text) {
    return new TextEvent(
        id, Instant.EPOCH, "author", "subject", null, text, null, EventContext.NONE);
  }
}

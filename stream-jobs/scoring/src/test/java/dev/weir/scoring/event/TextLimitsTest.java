package dev.weir.scoring.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TextLimitsTest {

  private final TextLimits limits = new TextLimits(10, 8);

  @Test
  void check_eventAtTheLimits_isReturned() {
    TextEvent event = event("12345678", "1234567890");

    assertThat(limits.check(event)).isSameAs(event);
  }

  @Test
  void check_textOneTooLong_namesLengthAndLimit() {
    assertThatThrownBy(() -> limits.check(event("e", "12345678901")))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("text has 11 characters; expected at most 10")
        .hasMessageNotContaining("12345678901");
  }

  @Test
  void check_blankText_isInvalid() {
    assertThatThrownBy(() -> limits.check(event("e", " \n\t")))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("text is empty");
  }

  @Test
  void check_blankEventId_isInvalid() {
    assertThatThrownBy(() -> limits.check(event(" ", "fine")))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("event_id is blank");
  }

  @Test
  void check_idTooLong_namesTheField() {
    assertThatThrownBy(() -> limits.check(event("123456789", "fine")))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("event_id has 9 characters; expected at most 8");
  }

  @Test
  void construction_limitBelowOne_isRefused() {
    assertThatThrownBy(() -> new TextLimits(0, 8)).isInstanceOf(IllegalArgumentException.class);
  }

  private static TextEvent event(String id, String text) {
    return new TextEvent(id, Instant.EPOCH, "author", "subject", null, text, null);
  }
}

package dev.weir.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 12);

  @Test
  void after_eachFailure_isBetweenHalfAndAllOfTwiceAsLong() {
    Random random = new Random(5);
    long[] whole = {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000};
    for (int failed = 1; failed <= whole.length; failed++) {
      long least = Long.MAX_VALUE;
      long most = 0;
      for (int i = 0; i < 500; i++) {
        long wait = BACKOFF.after(failed, random).toMillis();
        least = Math.min(least, wait);
        most = Math.max(most, wait);
      }
      assertThat(least).isBetween(whole[failed - 1] / 2, whole[failed - 1] * 6 / 10);
      assertThat(most).isBetween(whole[failed - 1] * 9 / 10, whole[failed - 1]);
    }
  }

  @Test
  void after_manyFailures_staysAtTheLimit() {
    assertThat(BACKOFF.after(1_000_000, new Random(1))).isLessThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void longest_isNeverExceeded() {
    assertThat(BACKOFF.longest(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(12 * 70));
  }

  @Test
  void settings_thatMakeNoSense_areRefused() {
    assertThatThrownBy(() -> BACKOFF.withAttempts(0)).hasMessageContaining("0 attempts");
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 1))
        .hasMessageContaining("PT2S to PT1S");
  }
}

package dev.weir.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RegistryPatienceTest {

  private final List<Duration> pauses = new ArrayList<>();
  private final RegistryPatience patience = new RegistryPatience(pauses::add);

  @Test
  void await_answerAtOnce_neverSleeps() throws InterruptedException {
    assertThat(patience.await(() -> "answer")).isEqualTo("answer");
    assertThat(pauses).isEmpty();
  }

  @Test
  void await_registryAway_pausesLongerUpToTenSeconds() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();

    String answer =
        patience.await(
            () -> {
              if (calls.incrementAndGet() < 8) {
                throw new RegistryUnavailableException("connection refused", null);
              }
              return "answer";
            });

    assertThat(answer).isEqualTo("answer");
    assertThat(pauses)
        .extracting(Duration::toMillis)
        .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L);
  }

  @Test
  void await_anotherFailure_isThrown() {
    assertThatThrownBy(
            () ->
                patience.await(
                    () -> {
                      throw new IllegalStateException("other");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void await_interruptedThread_stopsWaiting() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                patience.await(
                    () -> {
                      throw new RegistryUnavailableException("connection refused", null);
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(pauses).isEmpty();
  }
}

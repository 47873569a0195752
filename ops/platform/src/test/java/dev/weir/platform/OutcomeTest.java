package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class OutcomeTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Outcome outcome = new Outcome();

  @Test
  void throwIfFailed_twoFailures_throwsTheFirst() {
    outcome.fail(new PlatformException("the disk is full"));
    outcome.fail(new PlatformException("the node ended"));

    assertThatThrownBy(outcome::throwIfFailed).hasMessage("the disk is full");
  }

  @Test
  void throwIfFailed_noFailure_returns() {
    assertThatCode(outcome::throwIfFailed).doesNotThrowAnyException();
  }

  @Test
  void await_failureElsewhere_throwsIt() {
    CompletableFuture<Void> never = new CompletableFuture<>();
    outcome.fail(new PlatformException("the registry ended"));

    assertThatThrownBy(() -> outcome.await(never, LIMIT, "late")).hasMessage("the registry ended");
  }

  @Test
  void await_partDone_returns() {
    assertThatCode(() -> outcome.await(CompletableFuture.completedFuture(null), LIMIT, "too late"))
        .doesNotThrowAnyException();
  }

  @Test
  void await_pastLimit_throwsItsLine() {
    CompletableFuture<Void> never = new CompletableFuture<>();

    assertThatThrownBy(() -> outcome.await(never, Duration.ofMillis(1), "not ready after 1 ms"))
        .isInstanceOf(PlatformException.class)
        .hasMessage("not ready after 1 ms");
  }

  @Test
  void unwrap_wrappedLine_isTheLine() {
    PlatformException line = new PlatformException("line");

    assertThat(Outcome.unwrap(new CompletionException(new CompletionException(line))))
        .isSameAs(line);
  }

  @Test
  void unwrap_anythingElse_isNamed() {
    assertThat(Outcome.unwrap(new CompletionException(new IllegalStateException("odd"))))
        .hasMessageContaining("IllegalStateException: odd");
  }
}

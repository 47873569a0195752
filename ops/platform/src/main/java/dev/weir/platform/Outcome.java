package dev.weir.platform;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The first failure of a platform, which ends its start or its life; later ones are its echo. */
final class Outcome {

  private final CompletableFuture<Void> failed = new CompletableFuture<>();

  /** Notes a failure; only the first counts. */
  void fail(PlatformException failure) {
    failed.completeExceptionally(failure);
  }

  /** Whether something failed. */
  boolean isFailure() {
    return failed.isDone();
  }

  /** Throws the first failure, if there is one. */
  void throwIfFailed() {
    if (!isFailure()) {
      return;
    }
    try {
      failed.join();
    } catch (CompletionException e) {
      throw unwrap(e.getCause());
    }
  }

  /**
   * Waits for a part of the work, or for a failure anywhere.
   *
   * @throws PlatformException the failure; or {@code tooLate} as its line after the limit
   */
  void await(CompletableFuture<Void> part, Duration limit, String tooLate) {
    try {
      CompletableFuture.anyOf(part, failed).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unwrap(e.getCause());
    } catch (TimeoutException e) {
      throw new PlatformException(tooLate, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("the start was interrupted", e);
    }
  }

  /** The line behind a failure. */
  static PlatformException unwrap(@Nullable Throwable cause) {
    Throwable reason = cause;
    while (reason instanceof CompletionException wrapper && wrapper.getCause() != null) {
      reason = wrapper.getCause();
    }
    return reason instanceof PlatformException line
        ? line
        : new PlatformException("the platform failed: " + reason, reason);
  }
}

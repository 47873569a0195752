package dev.weir.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers messages one by one, each by as many attempts as it takes. Confined to one thread. */
public final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final Attempt attempt;
  private final Backoff backoff;
  private final Pause pause;
  private final RandomGenerator random;

  /** Sends a message once. */
  @FunctionalInterface
  interface Attempt {
    Answer send(AlertMessage message) throws InterruptedException;
  }

  /** Waits. */
  @FunctionalInterface
  interface Pause {
    void of(Duration wait) throws InterruptedException;
  }

  /**
   * How it ended.
   *
   * @param attempts that were made
   * @param failure why it was given up, null if it was taken
   */
  public record Result(int attempts, @Nullable String failure) {}

  Delivery(Attempt attempt, Backoff backoff, Pause pause, RandomGenerator random) {
    this.attempt = attempt;
    this.backoff = backoff;
    this.pause = pause;
    this.random = random;
  }

  /**
   * Delivers a message, or gives it up.
   *
   * @throws InterruptedException when the thread is interrupted; the message may have been taken
   */
  public Result deliver(AlertMessage message) throws InterruptedException {
    for (int made = 1; ; made++) {
      Answer answer = attempt.send(message);
      if (answer instanceof Answer.Taken) {
        return new Result(made, null);
      }
      if (answer instanceof Answer.Refused refused) {
        return new Result(made, refused.why());
      }
      Answer.Later later = (Answer.Later) answer;
      if (made == backoff.attempts()) {
        return new Result(made, later.why() + ", " + made + " times");
      }
      Duration wait = wait(made, later.after());
      LOG.warn("alert {}: {}; again in {}", message.key(), later.why(), wait);
      pause.of(wait);
    }
  }

  /** What the receiver asks for, within the limit; otherwise the back-off. */
  private Duration wait(int failed, @Nullable Duration asked) {
    Duration own = backoff.after(failed, random);
    if (asked == null || asked.compareTo(own) <= 0) {
      return own;
    }
    return asked.compareTo(backoff.most()) < 0 ? asked : backoff.most();
  }
}

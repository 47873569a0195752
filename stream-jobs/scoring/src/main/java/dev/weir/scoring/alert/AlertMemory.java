package dev.weir.scoring.alert;

import dev.weir.schemas.Severity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the alerts of one card: its last case, and until when the card is quiet.
 * Immutable. {@link CardAlerts} changes it, {@link AlertBytes} writes it.
 *
 * @param last the last case, null before the first
 * @param quietUntil Kafka timestamp until which the card is quiet
 * @param quietUpTo what is no graver than this raises no alert while it is quiet
 * @param lastMillis Kafka timestamp of the latest transaction or label
 */
public record AlertMemory(
    @Nullable AlertCase last, long quietUntil, Severity quietUpTo, long lastMillis) {

  /** After this time without a risky transaction or a label nothing is remembered. */
  public static final Duration MEMORY = Duration.ofDays(30);

  private static final AlertMemory EMPTY = new AlertMemory(null, 0, Severity.LOW, 0);

  /** Of a card without alerts. */
  public static AlertMemory empty() {
    return EMPTY;
  }

  /** From when on, by Kafka timestamps, this memory says no more than an empty one. */
  public long expiresAtMillis() {
    long joined = last == null ? 0 : last.joinUntil();
    return Math.max(lastMillis + MEMORY.toMillis(), Math.max(joined, quietUntil));
  }

  AlertMemory with(AlertCase changed, long atMillis) {
    return new AlertMemory(changed, quietUntil, quietUpTo, Math.max(lastMillis, atMillis));
  }

  boolean isQuiet(Severity severity, long atMillis) {
    return atMillis < quietUntil && severity.compareTo(quietUpTo) <= 0;
  }
}

package dev.weir.flink.backfill;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The live job cannot begin where the backfill ended. Flink fails it at once: another try would
 * find the same topics.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
final class LostHandOverException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LostHandOverException(String message) {
    super(message);
  }
}

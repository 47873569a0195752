package dev.weir.flink;

import dev.weir.engine.error.ModelPackageException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The model package cannot be used. Flink fails the job at once instead of starting it again, since
 * another try would read the same files. It is the root cause in Flink's eyes and its message the
 * package's own; what lies behind that is suppressed, for the log.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
final class UnusableModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableModelException(ModelPackageException cause) {
    super(cause.getMessage());
    addSuppressed(cause);
  }
}

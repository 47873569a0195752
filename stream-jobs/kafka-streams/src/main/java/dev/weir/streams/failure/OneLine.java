package dev.weir.streams.failure;

import dev.weir.engine.error.ModelPackageException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.jspecify.annotations.Nullable;

/** Turns failures into the one line a person reads. */
public final class OneLine {

  private OneLine() {}

  /** What went wrong and what to do, on one line. */
  public static String of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String advice = advice(t);
      if (advice != null) {
        return flat(t) + advice;
      }
    }
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return "scoring stopped: " + flat(deepest) + "; the log has the details, start it again";
  }

  private static @Nullable String advice(Throwable failure) {
    if (failure instanceof ModelPackageException || failure instanceof StartFailure) {
      return "";
    }
    if (failure instanceof MissingSourceTopicException) {
      return "; an input topic was deleted while it was read: create it, then start again";
    }
    if (failure instanceof RecordTooLargeException) {
      return "; raise max.message.bytes of the output topics above that of the inputs";
    }
    if (failure instanceof AuthorizationException) {
      return "; grant the application its topics, group and transactional ids";
    }
    if (failure instanceof LockException) {
      return "; give each instance a --state-dir of its own";
    }
    if (failure instanceof SerializationException) {
      return "; see the schema registry's subjects";
    }
    if (failure instanceof TimeoutException) {
      return "; see that the brokers answer, then start again: nothing is lost";
    }
    return null;
  }

  private static String flat(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}

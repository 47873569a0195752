package dev.weir.scoring.deadletter;

import java.util.Objects;

/** Exceptions as bounded text. */
final class FailureText {

  /** Characters kept of a message. */
  static final int MAX_MESSAGE = 1_024;

  /** Characters kept of a stack trace, causes included. */
  static final int MAX_STACK_TRACE = 4_096;

  private static final int MAX_CAUSES = 8;

  private FailureText() {}

  static String message(Throwable failure) {
    return bounded(Objects.requireNonNullElse(failure.getMessage(), ""), MAX_MESSAGE);
  }

  static String stackTrace(Throwable failure) {
    StringBuilder text = new StringBuilder(MAX_STACK_TRACE);
    Throwable current = failure;
    for (int depth = 0; current != null && depth < MAX_CAUSES; depth++) {
      text.append(depth == 0 ? "" : "Caused by: ");
      text.append(current.getClass().getName()).append(": ").append(message(current)).append('\n');
      for (StackTraceElement frame : current.getStackTrace()) {
        if (text.length() > MAX_STACK_TRACE) {
          return bounded(text.toString(), MAX_STACK_TRACE);
        }
        text.append("\tat ").append(frame).append('\n');
      }
      current = current.getCause();
    }
    return bounded(text.toString(), MAX_STACK_TRACE);
  }

  private static String bounded(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit - 1) + "…";
  }
}

package dev.weir.cli;

/** Turns failures into the one line a person reads. */
final class Failures {

  private Failures() {}

  /** The first message from outside in that says something, on one line. */
  static String oneLine(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = t.getMessage();
      if (message != null && !message.isBlank() && !message.startsWith("java.")) {
        return flat(message);
      }
    }
    return failure.getClass().getSimpleName()
        + " without a message; please report it with the command that led to it";
  }

  static String firstLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? oneLine(failure) : message.lines().findFirst().orElse(message);
  }

  private static String flat(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}

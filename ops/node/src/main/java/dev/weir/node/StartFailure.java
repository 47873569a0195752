package dev.weir.node;

import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.ArrayList;
import java.util.List;

/** Says in one line, for a person, why broker or Flink did not start. */
final class StartFailure {

  private StartFailure() {}

  /**
   * The line for a failure, found in its chain of causes; a failure nobody foresaw gets its own
   * message and the log to read.
   */
  static String explain(Throwable failure, NodeConfig config) {
    List<Throwable> chain = chain(failure);
    for (Throwable cause : chain) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof BindException || message.contains("Address already in use")) {
        return "a port on 127.0.0.1 is taken (broker %d, controller %d, Flink %d): %s"
            .formatted(
                config.brokerPort(), config.controllerPort(), config.flinkPort(), oneLine(message));
      }
      if (message.contains(DataLock.HELD) || message.contains("Failed to acquire lock on file")) {
        return "another broker uses %s; stop it or choose another folder"
            .formatted(config.dataDir());
      }
      if (message.contains("No space left on device")) {
        return "the disk of %s is full; free some space or choose another folder"
            .formatted(config.dataDir());
      }
      if (cause instanceof ReadOnlyFileSystemException
          || cause instanceof AccessDeniedException
          || message.contains("Read-only file system")
          || message.contains("Permission denied")) {
        return "cannot write below %s (%s); make it writable or choose another folder"
            .formatted(config.dataDir(), oneLine(message));
      }
    }
    Throwable root = chain.get(chain.size() - 1);
    return "%s: %s (details in %s)"
        .formatted(
            root.getClass().getSimpleName(),
            oneLine(String.valueOf(root.getMessage())),
            config.logDir().resolve("node.log"));
  }

  /** The failure and its causes, outermost first. */
  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && chain.size() < 32; t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}

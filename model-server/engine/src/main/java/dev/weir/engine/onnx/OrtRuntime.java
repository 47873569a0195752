package dev.weir.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process's ONNX Runtime environment. Thread-safe; never closed while the process lives. */
public final class OrtRuntime {
  /** Above this the native library dies of a segmentation fault while it starts. */
  static final int MAX_COMMAND_LINE_BYTES = 3_900;

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private OrtRuntime() {}

  /**
   * The environment, started at the first call.
   *
   * @throws IllegalStateException if the command line of this process is so long that ONNX Runtime
   *     would take the process down; start it with the {@code CLASSPATH} variable, a {@code -cp
   *     "dir/*"} wildcard or an {@code @argfile}
   */
  public static OrtEnvironment environment() {
    return Holder.ENVIRONMENT;
  }

  /** The library's version. */
  public static String version() {
    return environment().getVersion();
  }

  /** What ONNX Runtime says of a failure, on one line. */
  public static String firstLine(OrtException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /** Refuses a command line that the native library does not survive. */
  static void checkCommandLine(long bytes) {
    if (bytes > MAX_COMMAND_LINE_BYTES) {
      throw new IllegalStateException(
          "this process's command line has "
              + bytes
              + " bytes, and ONNX Runtime dies above "
              + MAX_COMMAND_LINE_BYTES
              + "; start Java with the CLASSPATH variable, -cp \"dir/*\" or an @argfile");
    }
  }

  /**
   * ONNX Runtime's builds for Linux report the models they load to their maker. This ends it from
   * here on; only the variable {@code ORT_DISABLE_TELEMETRY=1} keeps the library from reporting its
   * own start (docs/decisions/0060).
   */
  private static void refuseTelemetry(OrtEnvironment environment) {
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException("telemetry cannot be turned off: " + firstLine(e), e);
    }
  }

  private static long commandLineBytes() {
    try {
      return Files.isReadable(COMMAND_LINE) ? Files.readAllBytes(COMMAND_LINE).length : 0;
    } catch (IOException e) {
      return 0; // not Linux, or not allowed: nothing to compare
    }
  }

  private static final class Holder {
    static final OrtEnvironment ENVIRONMENT;

    static {
      checkCommandLine(commandLineBytes());
      ENVIRONMENT = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "weir");
      refuseTelemetry(ENVIRONMENT);
    }
  }
}

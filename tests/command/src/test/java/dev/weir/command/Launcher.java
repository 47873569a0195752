package dev.weir.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs {@code ./weir} as processes whose output goes to files of a folder. */
final class Launcher {

  private static final long LIMIT_SECONDS = 180;

  private final Path folder;
  private int runs;

  Launcher(Path folder) {
    this.folder = folder;
  }

  /** What a run printed and how it ended. */
  record Result(int exit, String out, String err) {}

  /** A run that goes on. */
  record Running(Process process, Path out, Path err) {

    String output() {
      return read(out);
    }

    Result await() {
      try {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
          throw new AssertionError(
              "still running after " + LIMIT_SECONDS + " s; it printed:\n" + output() + read(err));
        }
        return new Result(process.exitValue(), output(), read(err));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  /** The user's home that the runs see. */
  Path home() {
    return folder.resolve("home");
  }

  Result run(String... args) {
    return start(args).await();
  }

  Running start(String... args) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("weir.launcher"));
    command.addAll(List.of(args));
    runs++;
    Path out = folder.resolve(runs + ".out");
    Path err = folder.resolve(runs + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("WEIR_DIST", System.getProperty("weir.dist"));
    builder.environment().remove("ORT_DISABLE_TELEMETRY");
    builder.environment().remove("XDG_CACHE_HOME");
    builder.environment().put("HOME", home().toString());
    try {
      return new Running(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the JVM's own notice of the options that its environment gave it. */
  private static String read(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> !line.startsWith("Picked up ")).collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

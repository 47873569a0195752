package dev.weir.platform.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A running child. Its standard input stays open as long as this process lives, which is how the
 * child knows that its parent does. Thread-safe.
 */
public final class ChildProcess {

  /**
   * What {@code nice} adds for a child in the background: a tenth of the processor beside others.
   */
  private static final int BACKGROUND = 10;

  private final ChildSpec spec;
  private final Process process;
  private final CompletableFuture<Integer> exit;

  private ChildProcess(ChildSpec spec, Process process, CompletableFuture<Void> outputRead) {
    this.spec = spec;
    this.process = process;
    this.exit = process.onExit().thenCombine(outputRead, (ended, read) -> ended.exitValue());
  }

  /**
   * Starts the child with the Java runtime that runs this program; what it prints goes to the
   * output file, and that of the run before is kept beside it with the ending {@code .1}.
   */
  public static ChildProcess start(ChildSpec spec) throws IOException {
    Process process =
        command(spec).redirectOutput(spec.output().toFile()).redirectErrorStream(true).start();
    return new ChildProcess(spec, process, CompletableFuture.completedFuture(null));
  }

  /**
   * The same, but each line of its standard output is handed to the listener, on a thread of its
   * own.
   */
  public static ChildProcess start(ChildSpec spec, Consumer<String> listener) throws IOException {
    Process process = command(spec).redirectError(spec.output().toFile()).start();
    CompletableFuture<Void> outputRead = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              read(process, listener);
              outputRead.complete(null);
            },
            "weir-" + spec.name() + "-output");
    reader.setDaemon(true);
    reader.start();
    return new ChildProcess(spec, process, outputRead);
  }

  /** The same, but what it prints goes where this process's own output goes. */
  public static ChildProcess startInForeground(ChildSpec spec) throws IOException {
    Process process = java(spec).inheritIO().redirectInput(ProcessBuilder.Redirect.PIPE).start();
    return new ChildProcess(spec, process, CompletableFuture.completedFuture(null));
  }

  private static ProcessBuilder command(ChildSpec spec) throws IOException {
    Files.createDirectories(spec.output().getParent());
    if (Files.exists(spec.output())) {
      Path before = spec.output().resolveSibling(spec.output().getFileName() + ".1");
      Files.move(spec.output(), before, StandardCopyOption.REPLACE_EXISTING);
    }
    return java(spec);
  }

  private static ProcessBuilder java(ChildSpec spec) throws IOException {
    ArgFile.write(spec);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>();
    if (spec.background()) {
      command.addAll(List.of("nice", "-n", String.valueOf(BACKGROUND)));
    }
    command.addAll(List.of(java.toString(), "@" + spec.argFile()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(spec.environment());
    return builder;
  }

  private static void read(Process process, Consumer<String> listener) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        listener.accept(line);
      }
    } catch (IOException e) {
      // the child has gone, which its exit reports
    }
  }

  /** How it was started. */
  public ChildSpec spec() {
    return spec;
  }

  /** The operating system's view of it. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it has ended; answers its exit code. */
  public int await() {
    return exit.join();
  }

  /** Calls back with the exit code when it has ended and its last line was heard. */
  public void whenEnded(IntConsumer listener) {
    var unused = exit.thenAccept(listener::accept);
  }

  /** Asks it to end and waits; kills it after the limit. Returns once it has ended. */
  public void stop(Duration limit) {
    process.destroy();
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly().onExit().join();
  }
}

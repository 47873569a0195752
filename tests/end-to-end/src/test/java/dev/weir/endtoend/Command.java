package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.platform.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code weir} command of the installation, as a process of its own. */
final class Command {

  private static final String MAIN = "dev.weir.cli.Weir";

  private Command() {}

  /**
   * How it ended.
   *
   * @param out what it printed, standard error included, without the last line's end
   */
  record Answer(int exitCode, String out) {}

  /** Runs it to its end. */
  static Answer run(List<String> words, String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // a wildcard: ONNX Runtime dies of a command line of four thousand characters
    command.addAll(List.of("-cp", Installation.find().home().resolve("lib/cli") + "/*", MAIN));
    command.addAll(words);
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Answer(process.waitFor(), out.strip());
  }
}

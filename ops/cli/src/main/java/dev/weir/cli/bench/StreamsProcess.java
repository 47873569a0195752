package dev.weir.cli.bench;

import dev.weir.cli.CommandFailure;
import dev.weir.platform.Installation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Kafka Streams application in a process of its own, with the libraries of the installed one. */
final class StreamsProcess implements TextPipeline {

  private static final long STOP_SECONDS = 20;

  private final Process process;

  private StreamsProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it; its first answers come some seconds later.
   *
   * @param name of its state folder and its log in the bench's folder
   * @param further jars of the installation, beside the libraries
   * @param arguments beside those that every application here has
   * @throws CommandFailure if this installation has no such application
   */
  static StreamsProcess start(
      BenchPlatform platform,
      String name,
      List<Path> further,
      String main,
      Path model,
      List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("--model", model.toAbsolutePath().toString()));
    all.addAll(arguments);
    return start(platform, name, further, main, all);
  }

  /** The same for an application that runs no model. */
  static StreamsProcess start(
      BenchPlatform platform,
      String name,
      List<Path> further,
      String main,
      List<String> arguments) {
    Path lib = Installation.find().home().resolve("lib/streams");
    if (!Files.isDirectory(lib)) {
      throw new CommandFailure(
          "the installation has no lib/streams; build it with: mvn -Pquick package");
    }
    StringBuilder classPath = new StringBuilder(lib + "/*");
    further.forEach(jar -> classPath.append(File.pathSeparator).append(jar));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms192m",
                "-XX:MaxRAMPercentage=25",
                "-cp",
                classPath.toString(),
                main,
                "--bootstrap-servers",
                platform.endpoints().bootstrapServers(),
                "--schema-registry",
                platform.endpoints().registryUrl().toString(),
                "--state-dir",
                platform.dir().resolve(name).toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(platform.dir().resolve(name + ".out").toFile());
    builder.environment().put("RAYON_NUM_THREADS", "1");
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    try {
      StreamsProcess started = new StreamsProcess(builder.start());
      Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly));
      return started;
    } catch (IOException e) {
      throw new CommandFailure(
          "the Kafka Streams application does not start: " + e.getMessage(), e);
    }
  }

  @Override
  public String title() {
    return "Kafka Streams";
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

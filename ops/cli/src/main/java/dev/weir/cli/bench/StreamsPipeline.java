package dev.weir.cli.bench;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.platform.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Kafka Streams application in a process of its own. */
final class StreamsPipeline implements TextPipeline {

  private static final String MAIN = "dev.weir.streams.TextScoringApp";
  private static final long STOP_SECONDS = 20;

  private final Process process;

  private StreamsPipeline(Process process) {
    this.process = process;
  }

  /**
   * Starts it; its first answers come some seconds later.
   *
   * @throws CommandFailure if this installation has no such application
   */
  static StreamsPipeline start(
      Connection connection, BenchPlatform platform, PipelineSetup setup, Path model, Path store) {
    Path lib = Installation.find().home().resolve("lib/streams");
    if (!Files.isDirectory(lib)) {
      throw new CommandFailure(
          "the installation has no lib/streams; build it with: mvn -Pquick package");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms192m",
                "-XX:MaxRAMPercentage=25",
                "-cp",
                lib + "/*",
                MAIN,
                "--bootstrap-servers",
                platform.endpoints().bootstrapServers(),
                "--schema-registry",
                platform.endpoints().registryUrl().toString(),
                "--topic-prefix",
                connection.topicPrefix(),
                "--model",
                model.toAbsolutePath().toString(),
                "--model-store",
                store.toAbsolutePath().toString(),
                "--threads",
                Integer.toString(setup.parallelism()),
                "--state-dir",
                platform.dir().resolve("streams").toString()));
    command.addAll(setup.jobOptions());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(platform.dir().resolve("streams.out").toFile());
    builder.environment().put("RAYON_NUM_THREADS", "1");
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    try {
      StreamsPipeline started = new StreamsPipeline(builder.start());
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

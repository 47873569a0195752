package dev.weir.cli.bench;

import dev.weir.cli.CommandFailure;
import dev.weir.platform.Installation;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The jobs that benchmarks compare with, and the topics they use. */
final class BenchJobs {

  private static final String JAR = "weir-bench-jobs.jar";
  private static final String CHECKPOINT_MILLIS = "10000";

  private final BenchPlatform platform;

  BenchJobs(BenchPlatform platform) {
    this.platform = platform;
  }

  /** Creates topics whose records carry the broker's time. */
  void createTopics(int partitions, String... names) {
    List<NewTopic> topics = new ArrayList<>();
    for (String name : names) {
      topics.add(
          new NewTopic(name, partitions, (short) 1)
              .configs(Map.of("message.timestamp.type", "LogAppendTime")));
    }
    try (Admin admin = Admin.create(platform.connection().clientConfig())) {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new CommandFailure("the broker refuses the bench's topics: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  /** Where the programs lie that benchmarks compare with. */
  static Path jar() {
    Path jar = Installation.find().jobJar(JAR);
    if (!Files.exists(jar)) {
      throw new CommandFailure(
          "the installation has no jobs/" + JAR + "; build it with: mvn -Pquick package");
    }
    return jar;
  }

  /**
   * Submits a job of the bench's jar, with the options that all of them take.
   *
   * @param options further ones
   */
  void submit(
      String mainClass, Path model, String in, String out, int parallelism, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers",
                platform.endpoints().bootstrapServers(),
                "--schema-registry",
                platform.endpoints().registryUrl().toString(),
                "--model",
                model.toAbsolutePath().toString(),
                "--in",
                in,
                "--out",
                out,
                "--checkpoints",
                CHECKPOINT_MILLIS));
    arguments.addAll(List.of(options));
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    String unused = flink.run(flink.upload(jar()), JobRun.of(mainClass, arguments, parallelism));
  }
}

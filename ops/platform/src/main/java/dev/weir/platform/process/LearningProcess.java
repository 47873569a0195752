package dev.weir.platform.process;

import dev.weir.platform.Installation;
import dev.weir.platform.PlatformConfig;
import dev.weir.platform.PlatformEndpoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The child that joins labels with events and watches drift, on Kafka Streams: how it starts. It
 * does not share a process with Flink, as both bring a RocksDB of their own.
 */
public final class LearningProcess {

  /** Name in messages and in the run file. */
  public static final String NAME = "learning";

  private LearningProcess() {}

  /** The specification for a platform that runs. */
  public static ChildSpec spec(
      PlatformConfig config, PlatformEndpoints endpoints, Installation installation) {
    Path dir = config.dir();
    Path logs = dir.resolve("logs");
    return new ChildSpec(
        NAME,
        true,
        // it waits for labels most of the time, beside what scores
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"),
        Map.of("weir.log.dir", logs.toString(), "weir.log.name", NAME),
        Map.of(),
        List.of(installation.streamsClassPath()),
        "dev.weir.streams.LearningApp",
        List.of(
            "--bootstrap-servers=" + endpoints.bootstrapServers(),
            "--schema-registry=" + endpoints.registryUrl(),
            "--topic-prefix=" + config.topicPrefix(),
            "--state-dir=" + dir.resolve("data").resolve(NAME),
            // packages that were released here, and those that are shipped
            "--models=" + dir.resolve("models") + "," + installation.home().resolve("models"),
            "--state-memory-mb=64"),
        dir.resolve("run").resolve("learning.args"),
        logs.resolve("learning.out"),
        logs.resolve("learning.log"));
  }
}

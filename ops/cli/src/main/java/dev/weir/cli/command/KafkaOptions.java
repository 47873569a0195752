package dev.weir.cli.command;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.platform.Platforms;
import dev.weir.platform.PlatformEndpoints;
import dev.weir.platform.RunningPlatform;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which broker and registry a command talks to: those given, or those of the running platform. */
final class KafkaOptions {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers (default: the running platform's)")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description = "Confluent-compatible schema registry (default: the running platform's)")
  private @Nullable String schemaRegistry;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "what topic names begin with (default: the running platform's, or weir.)")
  private @Nullable String topicPrefix;

  @Mixin private FolderOption folder = new FolderOption();

  /** The platform's folder. */
  Path dir() {
    return folder.dir();
  }

  /**
   * @throws CommandFailure if an address is not given and no platform runs that could tell it
   */
  Connection connection() {
    Optional<RunningPlatform> running = Platforms.find(folder.dir());
    Optional<PlatformEndpoints> at = running.map(RunningPlatform::endpoints);
    return new Connection(
        given(bootstrapServers, at.map(PlatformEndpoints::bootstrapServers), "--bootstrap-servers"),
        given(schemaRegistry, at.map(e -> e.registryUrl().toString()), "--schema-registry"),
        topicPrefix != null
            ? topicPrefix
            : running.map(RunningPlatform::topicPrefix).orElse(WeirTopic.DEFAULT_PREFIX));
  }

  private String given(@Nullable String value, Optional<String> running, String option) {
    if (value != null) {
      return value;
    }
    return running.orElseThrow(
        () ->
            new CommandFailure(
                "no platform is running in %s; start one with `weir up` or give %s"
                    .formatted(folder.dir(), option)));
  }
}

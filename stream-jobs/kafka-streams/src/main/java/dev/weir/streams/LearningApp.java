package dev.weir.streams;

import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.streams.feedback.FeedbackJoining;
import dev.weir.streams.options.LearningAppOptions;
import dev.weir.streams.options.StreamsOptions;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The learning application: labels join the events and verdicts they are about, and drift is
 * watched, as a process of its own. {@link AppRun} has the exit codes.
 */
@Command(
    name = LearningApp.NAME,
    description = {
      "Joins labels with the events and verdicts that they are about, and watches inputs and scores",
      "for drift, with Kafka Streams.",
      "Always exactly once: read its topics with isolation.level=read_committed."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = false)
public final class LearningApp implements Callable<Integer> {

  static final String NAME = "weir-learning";

  @Mixin private final LearningAppOptions options = new LearningAppOptions();

  private LearningApp() {}

  /** Runs until it is stopped or fails. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return AppRun.run(new LearningApp(), args);
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    AppRun.check(this, options::check);
    StreamsOptions streams = options.streams();
    TopicCheck.check(streams, LearningTopology.topics(streams.topicPrefix()));
    try (SchemaRegistryClient registry =
            RegistryClients.connect(RegistryConfig.of(streams.schemaRegistry()));
        FeedbackJoining labels =
            FeedbackJoining.open(
                options.labels(),
                streams.bootstrapServers(),
                streams.schemaRegistry(),
                streams.topicPrefix(),
                streams.threads())) {
      return AppRun.untilTheEnd(
          NAME,
          LearningTopology.of(streams.topicPrefix(), labels, options.drift(), registry),
          options.settings());
    }
  }
}

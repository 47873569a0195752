package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.dlq.DeadLetterFilter;
import dev.weir.cli.dlq.Place;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.serde.topic.WeirTopic;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command means. */
final class DlqFilterOptions {

  @Option(
      names = "--stage",
      split = ",",
      paramLabel = "S",
      description = "where they failed: decode, validate, features, tokenize, inference, verdict")
  private Set<String> stages = Set.of();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "which topic they came from: comments, chat-messages, transactions")
  private @Nullable String topic;

  @Option(
      names = "--containing",
      paramLabel = "TEXT",
      description = "part of the message or of the exception's name")
  private @Nullable String containing;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "failed since then: 2026-11-22T08:00:00Z, or how long ago: PT2H")
  private @Nullable String since;

  DeadLetterFilter filter(String topicPrefix, List<String> places) {
    Set<String> known =
        Arrays.stream(Stage.values()).map(Stage::label).collect(Collectors.toUnmodifiableSet());
    for (String stage : stages) {
      if (!known.contains(stage)) {
        throw new UsageFailure(
            "--stage: unknown stage '%s'; known: %s"
                .formatted(stage, known.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
    WeirTopic origin = topic == null ? null : Topics.named(topic);
    return new DeadLetterFilter(
        stages,
        origin == null ? null : origin.topicName(topicPrefix),
        containing,
        since == null ? null : TimeOption.parse("--since", since),
        places.stream().map(Place::of).collect(Collectors.toUnmodifiableSet()));
  }
}

package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.schemas.evolution.EvolutionRule;
import dev.weir.serde.topic.WeirTopic;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Topics by the names that the command takes. */
final class Topics {

  private Topics() {}

  /** Topics that take records from outside; the others are written by Weir alone. */
  static WeirTopic writable(String name) {
    WeirTopic topic = named(name);
    if (!isWritable(topic)) {
      throw new UsageFailure(
          "%s is written by Weir alone; records may be sent to: %s"
              .formatted(
                  name,
                  Arrays.stream(WeirTopic.values())
                      .filter(Topics::isWritable)
                      .map(WeirTopic::shortName)
                      .collect(Collectors.joining(", "))));
    }
    return topic;
  }

  private static boolean isWritable(WeirTopic topic) {
    return topic.evolution().filter(EvolutionRule.BACKWARD_TRANSITIVE::equals).isPresent();
  }

  /**
   * @throws UsageFailure if there is no such topic; the message lists the known ones
   */
  static WeirTopic named(String name) {
    return WeirTopic.byShortName(name)
        .orElseThrow(
            () ->
                new UsageFailure(
                    "unknown topic '%s'; known: %s"
                        .formatted(name, String.join(", ", WeirTopic.shortNames()))));
  }
}

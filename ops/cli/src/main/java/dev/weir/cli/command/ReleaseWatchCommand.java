package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.release.ReleaseView;
import dev.weir.retrain.release.monitor.Finding;
import dev.weir.retrain.release.monitor.ReleasePolicy;
import dev.weir.retrain.release.monitor.WatchRounds;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir release watch}. */
@Command(
    name = "watch",
    header = "Watch released models by what they do; take a bad one back.",
    mixinStandardHelpOptions = true,
    description = {
      "Compares agreement with fresh labels, actions, scores, failures and latency of each model"
          + " on",
      "trial with those of the model before. One that leaves its bands is taken back at once, the",
      "reason on the topic. docs/releases.md has the policy.",
      ""
    })
final class ReleaseWatchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--once", description = "look once at what is there, then end")
  private boolean once;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "release policy in YAML (default: the built-in one)")
  private @Nullable Path policyFile;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description = "time between two looks (default: PT15S)")
  private Duration every = Duration.ofSeconds(15);

  @Option(names = "--json", description = "one JSON object a finding")
  private boolean json;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  private final Map<String, String> said = new HashMap<>();

  @Override
  public Integer call() throws IOException {
    if (every.isNegative() || every.isZero()) {
      throw new UsageFailure("--every: expected a duration such as PT15S, got " + every);
    }
    ReleasePolicy policy = ReleasePolicyFile.read(policyFile);
    Connection connection = kafka.connection().checked();
    try (SchemaRegistryClient registry =
            RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
        WatchRounds rounds =
            WatchRounds.open(
                connection.clientConfig(), connection.topicPrefix(), registry, policy)) {
      do {
        report(rounds.round(once ? Duration.ZERO : every));
      } while (!once && !Thread.currentThread().isInterrupted());
    }
    return 0;
  }

  private void report(List<Finding> findings) {
    if (findings.isEmpty() && once && !json) {
      spec.commandLine().getOut().println("no model is on trial, and none was made live lately");
    }
    for (Finding finding : findings) {
      if (json) {
        spec.commandLine()
            .getOut()
            .println(
                ReleaseView.json(finding.scope(), finding.entry(), Instant.now())
                    .put("outcome", finding.outcome().name().toLowerCase(Locale.ROOT))
                    .put("reason", finding.reason()));
        continue;
      }
      String line = ReleaseView.line(finding);
      if (!line.equals(said.put(finding.entry().model().label(), line))) {
        spec.commandLine().getOut().println(line);
      }
    }
    spec.commandLine().getOut().flush();
  }
}

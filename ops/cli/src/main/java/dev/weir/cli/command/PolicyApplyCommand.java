package dev.weir.cli.command;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.kafka.RecordSender;
import dev.weir.cli.show.Json;
import dev.weir.schemas.Policy;
import dev.weir.scoring.policy.PolicyCheck;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir policy apply FILE}: running jobs take a policy. */
@Command(
    name = "apply",
    header = "Check a policy and publish it; running jobs take it without a restart.",
    mixinStandardHelpOptions = true)
final class PolicyApplyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PolicyFileOption policyFile = new PolicyFileOption();

  @Option(
      names = "--lead",
      paramLabel = "DURATION",
      description =
          "how far ahead it takes effect unless the file says when, so that every subtask knows it"
              + " by then (default: PT2S)")
  private Duration lead = Duration.ofSeconds(2);

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() throws IOException {
    if (lead.isNegative()) {
      throw new UsageFailure("--lead: expected a duration such as PT2S, got " + lead);
    }
    Instant now = Instant.now();
    PolicyCheck.Result result = policyFile.read(now);
    @Nullable Policy policy = result.policy();
    if (policy == null) {
      throw new CommandFailure(
          "%s is not published: %s; `weir policy check` lists all problems"
              .formatted(policyFile.file(), result.problems().get(0)));
    }
    if (policy.getEffectiveAt().equals(now)) {
      policy = Policy.newBuilder(policy).setEffectiveAt(now.plus(lead)).build();
    }
    try (RecordSender sender = new RecordSender(kafka.connection().checked(), WeirTopic.POLICIES)) {
      sender.send(policy);
      sender.flush();
    }
    report(policy);
    return 0;
  }

  private void report(Policy policy) {
    String name = policy.getName() + "@" + policy.getVersion();
    spec.commandLine()
        .getOut()
        .println(
            json
                ? Json.object()
                    .put("policy", name)
                    .put("effective_at", policy.getEffectiveAt().toString())
                    .toString()
                : name + " applies to records from " + policy.getEffectiveAt() + " on");
  }
}

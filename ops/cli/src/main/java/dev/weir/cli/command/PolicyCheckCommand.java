package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.show.Json;
import dev.weir.schemas.Policy;
import dev.weir.scoring.policy.PolicyCheck;
import dev.weir.scoring.policy.PolicyProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir policy check FILE}: what jobs would say of a policy. */
@Command(
    name = "check",
    header = "Say whether jobs would take a policy, and if not, why.",
    mixinStandardHelpOptions = true)
final class PolicyCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PolicyFileOption policyFile = new PolicyFileOption();

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PolicyCheck.Result result = policyFile.read(Instant.now());
    if (json) {
      spec.commandLine().getOut().println(toJson(result));
    } else {
      show(result);
    }
    return result.problems().isEmpty() ? 0 : 1;
  }

  private void show(PolicyCheck.Result result) {
    PrintWriter err = spec.commandLine().getErr();
    for (PolicyProblem problem : result.problems()) {
      err.println(policyFile.file() + ": " + problem);
    }
    @Nullable Policy policy = result.policy();
    if (policy == null) {
      err.println(
          "weir: %s cannot be used; problems: %d"
              .formatted(policyFile.file(), result.problems().size()));
    } else {
      spec.commandLine()
          .getOut()
          .println(
              "%s@%d can be used; thresholds: %d, rules: %d"
                  .formatted(
                      policy.getName(),
                      policy.getVersion(),
                      policy.getThresholds().size(),
                      policy.getRules().size()));
    }
  }

  private static ObjectNode toJson(PolicyCheck.Result result) {
    ObjectNode root = Json.object().put("valid", result.problems().isEmpty());
    @Nullable Policy policy = result.policy();
    if (policy != null) {
      root.put("policy", policy.getName() + "@" + policy.getVersion());
    }
    ArrayNode problems = root.putArray("problems");
    for (PolicyProblem problem : result.problems()) {
      problems
          .addObject()
          .put("where", problem.where())
          .put("line", problem.line())
          .put("column", problem.column())
          .put("message", problem.message());
    }
    return root;
  }
}

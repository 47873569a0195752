package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.platform.Platforms;
import dev.weir.cli.show.Json;
import dev.weir.platform.PartStatus;
import dev.weir.platform.RunningPlatform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.FlinkRestException;
import dev.weir.platform.flink.JobSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir status}: what runs. Exit code 1 if nothing does. */
@Command(
    name = "status",
    header = "Show what is running.",
    mixinStandardHelpOptions = true,
    description = {"Exits with 1 if no platform runs or a part of it does not answer.", ""})
public final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private FolderOption folder = new FolderOption();

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Optional<RunningPlatform> running = Platforms.find(folder.dir());
    if (running.isEmpty()) {
      out.println(
          json
              ? Json.object().put("running", false).toString()
              : "no platform is running in " + folder.dir());
      return 1;
    }
    RunningPlatform platform = running.get();
    List<PartStatus> parts = platform.parts();
    List<JobSummary> jobs = jobs(platform);
    if (json) {
      out.println(toJson(platform, parts, jobs));
    } else {
      show(platform, parts, jobs, out);
    }
    return parts.stream().allMatch(PartStatus::answers) ? 0 : 1;
  }

  private static void show(
      RunningPlatform platform, List<PartStatus> parts, List<JobSummary> jobs, PrintWriter out) {
    out.println(
        "%s in %s (process %d)"
            .formatted(
                platform.isReady() ? "running" : "starting", platform.dir(), platform.pid()));
    for (PartStatus part : parts) {
      out.println(
          "  %-9s %s%s"
              .formatted(
                  part.name(),
                  part.address(),
                  part.answers() ? "" : "  does not answer; see " + part.log()));
    }
    jobs.forEach(job -> out.println("  %-9s %s: %s".formatted("job", job.name(), job.state())));
  }

  private static ObjectNode toJson(
      RunningPlatform platform, List<PartStatus> parts, List<JobSummary> jobs) {
    ObjectNode node = Json.object().put("running", true).put("ready", platform.isReady());
    node.put("dir", platform.dir().toString());
    node.put("pid", platform.pid());
    node.put("topic_prefix", platform.topicPrefix());
    ArrayNode partList = node.putArray("parts");
    for (PartStatus part : parts) {
      partList
          .addObject()
          .put("name", part.name())
          .put("address", part.address())
          .put("answers", part.answers())
          .put("pid", part.pid())
          .put("log", part.log().toString());
    }
    ArrayNode jobList = node.putArray("jobs");
    for (JobSummary job : jobs) {
      jobList
          .addObject()
          .put("id", job.id())
          .put("name", job.name())
          .put("state", job.state().name());
    }
    return node;
  }

  private static List<JobSummary> jobs(RunningPlatform platform) {
    try {
      return new FlinkRest(platform.endpoints().flinkUrl()).jobs();
    } catch (FlinkRestException e) {
      return List.of(); // Flink does not answer, which its part says already
    }
  }
}

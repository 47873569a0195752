package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.release.ReleaseDesk;
import dev.weir.cli.release.ReleaseView;
import dev.weir.retrain.release.ReleaseLog;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.retrain.release.ReleaseStages;
import dev.weir.scoring.control.ReleasedModel;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What every command that publishes a step is told. */
final class ReleaseOptions {

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "why; stands on the topic and in `weir release list`")
  private @Nullable String reason;

  @Option(
      names = "--by",
      paramLabel = "WHO",
      description = "who releases it (default: the user of this machine)")
  private String by = System.getProperty("user.name", "unknown");

  @Option(
      names = "--lead",
      paramLabel = "DURATION",
      description =
          "how far ahead it takes effect, so that every job has the model loaded by then (default:"
              + " PT3S)")
  private Duration lead = ReleaseLog.LEAD;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Nullable String reason() {
    return reason;
  }

  String by() {
    return by;
  }

  Duration lead() {
    if (lead.isNegative()) {
      throw new UsageFailure("--lead: expected a duration such as PT3S, got " + lead);
    }
    return lead;
  }

  KafkaOptions kafka() {
    return kafka;
  }

  /** Says what was published. */
  void report(CommandSpec spec, ReleaseScope scope, ReleaseLog.Published published, String more) {
    String caution = ReleaseView.caution(published);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = ReleaseView.json(scope, published.entry(), Instant.now());
      node.put("late_ms", published.lateMillis());
      out.println(node);
    } else {
      out.println(
          "%s: %s is %s from %s on%s"
              .formatted(
                  scope.label(),
                  published.entry().model().label(),
                  ReleaseStages.describe(published.entry()),
                  published.entry().effectiveAt(),
                  more));
    }
    if (caution != null) {
      spec.commandLine().getErr().println("weir: " + caution);
    }
  }

  static ReleasedModel released(dev.weir.engine.ModelIdentity identity) {
    return new ReleasedModel(identity.name(), identity.version(), identity.digest());
  }

  static ReleaseDesk desk(KafkaOptions kafka, @Nullable String store) {
    return new ReleaseDesk(kafka.dir(), store);
  }
}

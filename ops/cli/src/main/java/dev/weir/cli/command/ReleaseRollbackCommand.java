package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.release.ReleaseDesk;
import dev.weir.engine.error.NearestName;
import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseException.Problem;
import dev.weir.retrain.release.ReleaseHistory;
import dev.weir.retrain.release.ReleaseLog;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.scoring.control.ReleasedModel;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir release rollback}. */
@Command(
    name = "rollback",
    header = "Take back what was released last; the model before it answers again.",
    mixinStandardHelpOptions = true,
    description = {
      "Takes back the newest canary, or if there is none the live model. Say why with --reason.",
      ""
    })
final class ReleaseRollbackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--task", paramLabel = "TASK", description = "text or fraud (default: text)")
  private String task = "text";

  @Option(
      names = "--model",
      paramLabel = "NAME@VERSION",
      description = "take back this one, whatever its stage")
  private @Nullable String model;

  @Mixin private ReleaseOptions options = new ReleaseOptions();

  @Override
  public Integer call() throws IOException {
    ReleaseScope scope = scope(task);
    ReleaseLog.Published published =
        ReleaseDesk.withLog(
            options.kafka().connection(),
            log -> {
              ReleasedModel named = model == null ? null : named(log.read(scope), model);
              return log.rollback(scope, named, options.by(), options.reason(), options.lead());
            });
    options.report(spec, scope, published, "; " + after(published));
    return 0;
  }

  /** What answers once the step holds. */
  private static String after(ReleaseLog.Published published) {
    ReleasedModel gone = published.entry().model();
    ReleaseHistory before = published.before();
    ReleasedModel live = before.without(gone).live();
    return live == null
        ? "jobs answer with the model they were started with"
        : live.label() + " is live";
  }

  private static ReleasedModel named(ReleaseHistory history, String model) {
    List<ReleasedModel> known =
        history.entries().stream().map(entry -> entry.model()).distinct().toList();
    for (int i = known.size() - 1; i >= 0; i--) {
      if (model.equals(known.get(i).label())) {
        return known.get(i);
      }
    }
    throw new ReleaseException(
        Problem.UNKNOWN_MODEL,
        "model "
            + model
            + " was never released for "
            + history.scope().label()
            + NearestName.hint(model, known.stream().map(ReleasedModel::label).toList())
            + "; see `weir release list --all`");
  }

  static ReleaseScope scope(String task) {
    try {
      return ReleaseScope.valueOf(task.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UsageFailure("--task: expected text or fraud, got '" + task + "'");
    }
  }
}

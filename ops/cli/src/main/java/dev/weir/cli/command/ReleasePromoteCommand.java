package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.release.ReleaseDesk;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.release.Announcement;
import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseException.Problem;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.scoring.control.ReleasedModel;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir release promote MODEL}. */
@Command(
    name = "promote",
    header = "Have a model answer, all records or a share of them.",
    mixinStandardHelpOptions = true,
    description = {
      "The package is checked as a job would check it, put where jobs load it from, and announced.",
      ""
    })
final class ReleasePromoteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "MODEL", description = "name@version, name or folder")
  private String model = "";

  @Option(
      names = "--canary",
      paramLabel = "SHARE",
      description = "answer only that share of the records, above 0 and below 1")
  private @Nullable Float canary;

  @Mixin private SharedStoreOption store = new SharedStoreOption();

  @Mixin private ReleaseOptions options = new ReleaseOptions();

  @Override
  public Integer call() throws IOException {
    if (canary != null && !(canary > 0 && canary < 1)) {
      throw new UsageFailure("--canary: expected a share above 0 and below 1, got " + canary);
    }
    Connection connection = options.kafka().connection().checked();
    try (ReleaseDesk desk = ReleaseOptions.desk(options.kafka(), store.store())) {
      ModelPackage pack = desk.find(model);
      ReleaseScope scope = scope(pack);
      desk.stock(pack);
      Announcement wanted = announcement(ReleaseOptions.released(pack.identity()));
      options.report(
          spec,
          scope,
          ReleaseDesk.withLog(connection, log -> log.publish(scope, wanted, options.lead())),
          "");
    }
    return 0;
  }

  private Announcement announcement(ReleasedModel released) {
    return canary == null
        ? Announcement.live(released, options.by(), options.reason())
        : Announcement.canary(released, canary, options.by(), options.reason());
  }

  /** What the package is released for. */
  static ReleaseScope scope(ModelPackage pack) {
    try {
      return ReleaseScope.ofTasks(
          pack.manifest().heads().stream().map(head -> head.task().name()).toList());
    } catch (IllegalArgumentException e) {
      throw new ReleaseException(
          Problem.UNSOUND_PACKAGE, "model package " + pack.id() + ": " + e.getMessage(), e);
    }
  }
}

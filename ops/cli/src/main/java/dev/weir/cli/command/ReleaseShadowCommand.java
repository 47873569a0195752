package dev.weir.cli.command;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.release.ReleaseDesk;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.release.Announcement;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.scoring.control.ReleasedModel;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir release shadow MODEL}. */
@Command(
    name = "shadow",
    header = "Have a model score copies of all records; nobody acts on what it says.",
    mixinStandardHelpOptions = true)
final class ReleaseShadowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "MODEL", description = "name@version, name or folder")
  private String model = "";

  @Mixin private SharedStoreOption store = new SharedStoreOption();

  @Mixin private ReleaseOptions options = new ReleaseOptions();

  @Override
  public Integer call() throws IOException {
    Connection connection = options.kafka().connection().checked();
    try (ReleaseDesk desk = ReleaseOptions.desk(options.kafka(), store.store())) {
      ModelPackage pack = desk.find(model);
      ReleaseScope scope = ReleasePromoteCommand.scope(pack);
      desk.stock(pack);
      ReleasedModel released = ReleaseOptions.released(pack.identity());
      options.report(
          spec,
          scope,
          ReleaseDesk.withLog(
              connection,
              log ->
                  log.publish(
                      scope,
                      Announcement.shadow(released, options.by(), options.reason()),
                      options.lead())),
          "; its verdicts go to " + scope.label() + "-shadow-verdicts");
    }
    return 0;
  }
}

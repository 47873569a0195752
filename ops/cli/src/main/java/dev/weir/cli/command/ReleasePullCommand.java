package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.release.ReleaseDesk;
import dev.weir.engine.pack.ModelPackage;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir release pull MODEL}. */
@Command(
    name = "pull",
    header = "Bring a package from the shared store to this machine, where its jobs load it from.",
    mixinStandardHelpOptions = true)
final class ReleasePullCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "MODEL", description = "name@version, or name")
  private String model = "";

  @Mixin private SharedStoreOption store = new SharedStoreOption();

  @Mixin private FolderOption folder = new FolderOption();

  @Override
  public Integer call() throws IOException {
    if (store.store() == null) {
      throw new UsageFailure("give --store, the store to pull from");
    }
    try (ReleaseDesk desk = new ReleaseDesk(folder.dir(), store.store())) {
      ModelPackage pack = desk.pull(model);
      spec.commandLine()
          .getOut()
          .println(pack.id() + " (" + pack.identity().digest() + ") is in " + pack.dir());
    }
    return 0;
  }
}

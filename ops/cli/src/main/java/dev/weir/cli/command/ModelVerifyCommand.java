package dev.weir.cli.command;

import dev.weir.cli.CommandFailure;
import dev.weir.engine.pack.PackageCheck;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir model verify MODEL}. Exit code 1 if the package must not be used. */
@Command(
    name = "verify",
    header = "Check a package.",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a package: digests, labels against output shapes, tokenizer against vocabulary, golden",
      "examples against their scores. Exits with 1 and the reason if it must not be used.",
      ""
    })
final class ModelVerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "MODEL", description = "folder, name or name@version")
  private String model = "";

  @Mixin private StoreOption store = new StoreOption();

  @Override
  public Integer call() throws IOException {
    PackageCheck check = PackageCheck.of(store.store().find(model));
    if (!check.sound()) {
      throw new CommandFailure(String.valueOf(check.message()));
    }
    spec.commandLine().getOut().println("sound: " + check.dir());
    return 0;
  }
}

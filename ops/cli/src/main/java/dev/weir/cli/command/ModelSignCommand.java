package dev.weir.cli.command;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageSignature;
import dev.weir.engine.pack.SigningKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir model sign MODEL --key FILE}. */
@Command(
    name = "sign",
    header = "Sign a package, so that jobs that trust the key load it.",
    mixinStandardHelpOptions = true,
    description = {
      "Writes weir.sig into the package, whose digest stays what it is. Where WEIR_TRUSTED_KEYS"
          + " names",
      "public keys, packages that none of them signed are refused.",
      ""
    })
final class ModelSignCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "MODEL", description = "folder, name or name@version")
  private String model = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "private key as `weir model keygen` writes it, its .pub beside it")
  private Path key = Path.of("");

  @Mixin private StoreOption store = new StoreOption();

  @Override
  public Integer call() throws IOException {
    SigningKeys keys = KeyFile.read(key);
    ModelPackage pack = ModelPackage.read(store.store().find(model));
    PackageSignature signature = PackageSignature.sign(pack, keys);
    spec.commandLine()
        .getOut()
        .println(pack.id() + " is signed with key " + signature.keyId() + ": " + pack.dir());
    return 0;
  }
}

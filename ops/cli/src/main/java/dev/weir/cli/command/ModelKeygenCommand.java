package dev.weir.cli.command;

import dev.weir.cli.CommandFailure;
import dev.weir.engine.pack.SigningKeys;
import dev.weir.engine.pack.TrustedKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir model keygen --out FILE}. */
@Command(
    name = "keygen",
    header = "Make a key to sign packages with.",
    mixinStandardHelpOptions = true,
    description = {
      "Writes an Ed25519 private key, readable by its owner alone, and FILE.pub with the public"
          + " key.",
      ""
    })
final class ModelKeygenCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "where the private key goes; it must not exist")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    SigningKeys keys = SigningKeys.generate();
    try {
      keys.write(out);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          e.getFile()
              + " is there already; packages are signed with it, so it stays: give another"
              + " file",
          e);
    }
    spec.commandLine()
        .getOut()
        .println(
            "key "
                + TrustedKeys.id(keys.publicKey())
                + "; jobs trust it with WEIR_TRUSTED_KEYS="
                + TrustedKeys.text(keys.publicKey()));
    return 0;
  }
}

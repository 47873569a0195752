package dev.weir.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir console key NAME}: a new key. */
@Command(
    name = "key",
    header = "Make a key for the console.",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a new random key, this once, and the line that lets it in: its name, the kinds of labels",
      "it may give and its SHA-256. Add the line to the file of --console-keys-file, and start the",
      "console again.",
      ""
    })
public final class ConsoleKeyCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "NAME", description = "whose it is, for the console's log")
  private String name = "";

  @Option(
      names = "--kinds",
      paramLabel = "KINDS",
      description =
          "kinds of labels with commas between: moderator, analyst, user-report, chargeback, golden,"
              + " other; or none, for one that only reads (default: moderator)")
  private String kinds = "moderator";

  @Mixin private FolderOption folder = new FolderOption();

  @Override
  public Integer call() {
    return ConsoleCommand.run("console-key", folder.dir(), List.of("key", name, kinds));
  }
}

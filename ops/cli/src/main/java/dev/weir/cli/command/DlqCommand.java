package dev.weir.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code weir dlq …}: the records that could not be scored. */
@Command(
    name = "dlq",
    header = "List, show and replay the records that could not be scored.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "A record that cannot be scored lies in dead-letters, unchanged, with the stage and the reason.",
      "Once the cause is gone it can be sent back to its topic; its verdict then has the id that it",
      "would always have had.",
      ""
    },
    subcommands = {
      DlqListCommand.class,
      DlqShowCommand.class,
      DlqReplayCommand.class,
      HelpCommand.class
    })
public final class DlqCommand {}

package dev.weir.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code weir release …}: which model answers. */
@Command(
    name = "release",
    header = "Which model answers: list, shadow, promote, roll back, compare.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Running jobs follow the topic `model-releases` and change models without a restart;",
      "docs/releases.md has the whole of it.",
      ""
    },
    subcommands = {
      ReleaseListCommand.class,
      ReleaseShadowCommand.class,
      ReleasePromoteCommand.class,
      ReleaseRollbackCommand.class,
      ReleaseDiffCommand.class,
      ReleasePullCommand.class,
      ReleaseWatchCommand.class,
      HelpCommand.class
    })
public final class ReleaseCommand {}

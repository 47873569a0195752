package dev.weir.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code weir model …}: model packages. */
@Command(
    name = "model",
    header = "Model packages: import, list, inspect, verify, sign.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Model packages: bring one in, see what is there, check it.", ""},
    subcommands = {
      ModelImportCommand.class,
      ModelListCommand.class,
      ModelInspectCommand.class,
      ModelVerifyCommand.class,
      ModelSignCommand.class,
      ModelKeygenCommand.class,
      HelpCommand.class
    })
public final class ModelCommand {}

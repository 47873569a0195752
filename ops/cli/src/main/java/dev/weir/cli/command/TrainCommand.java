package dev.weir.cli.command;

import picocli.CommandLine.Command;

/** {@code weir train}: models from labelled data. */
@Command(
    name = "train",
    header = "Train a model on labelled data.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TrainTextCommand.class, TrainFraudCommand.class, TrainFinetuneCommand.class})
public final class TrainCommand {}

package dev.weir.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code weir bench …}: the benchmarks, each a figure with everything it was measured under. */
@Command(
    name = "bench",
    header = "Measure the engine and whole pipelines: speed, latency, a model swap, memory.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Compares things run in turn in one process; a figure is the median of all pairs. Close other",
      "programs first: the machine's load is part of the answer.",
      ""
    },
    subcommands = {
      BenchEngineCommand.class,
      BenchSwapCommand.class,
      BenchMemoryCommand.class,
      BenchMicroCommand.class,
      BenchPipelineCommand.class,
      BenchPassthroughCommand.class,
      BenchGrowthCommand.class,
      BenchRepeatsCommand.class,
      BenchLearningCommand.class,
      BenchRetrainCommand.class,
      BenchLabelsCommand.class,
      BenchCrayfishCommand.class,
      BenchFraudCommand.class,
      HelpCommand.class
    })
public final class BenchCommand {}

package dev.weir.cli;

import dev.weir.cli.command.BacktestCommand;
import dev.weir.cli.command.BenchCommand;
import dev.weir.cli.command.ConsoleCommand;
import dev.weir.cli.command.DemoCommand;
import dev.weir.cli.command.DlqCommand;
import dev.weir.cli.command.DownCommand;
import dev.weir.cli.command.DriftCommand;
import dev.weir.cli.command.EvaluateCommand;
import dev.weir.cli.command.LabelCommand;
import dev.weir.cli.command.ModelCommand;
import dev.weir.cli.command.PolicyCommand;
import dev.weir.cli.command.ReleaseCommand;
import dev.weir.cli.command.RetrainCommand;
import dev.weir.cli.command.ScoreCommand;
import dev.weir.cli.command.ScoreFileCommand;
import dev.weir.cli.command.SendCommand;
import dev.weir.cli.command.SimulateCommand;
import dev.weir.cli.command.StatusCommand;
import dev.weir.cli.command.TailCommand;
import dev.weir.cli.command.TrainCommand;
import dev.weir.cli.command.UpCommand;
import dev.weir.cli.command.WebhookCommand;
import dev.weir.cli.config.ConfigFile;
import dev.weir.cli.config.LayeredDefaults;
import dev.weir.cli.config.Nearest;
import java.io.PrintWriter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code weir} command. Exit codes: 0 success, 1 failure (one line on standard error says what
 * to do), 2 wrong usage.
 */
@Command(
    name = "weir",
    description = {
      "Scores streams of comments, chat messages and card transactions with ONNX models that run",
      "inside the stream engine. Start with `weir demo`.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      StatusCommand.class,
      DownCommand.class,
      SendCommand.class,
      TailCommand.class,
      LabelCommand.class,
      ConsoleCommand.class,
      ScoreCommand.class,
      ScoreFileCommand.class,
      PolicyCommand.class,
      DlqCommand.class,
      DriftCommand.class,
      WebhookCommand.class,
      ModelCommand.class,
      ReleaseCommand.class,
      EvaluateCommand.class,
      BacktestCommand.class,
      RetrainCommand.class,
      TrainCommand.class,
      SimulateCommand.class,
      BenchCommand.class,
    },
    footer = {
      "",
      "Every option is also an environment variable (--kafka-port is WEIR_KAFKA_PORT) and a key of",
      "weir.yaml in the working directory (kafka-port: 9092); the flag wins, then the variable."
    })
public final class Weir {

  private static final int HELP_WIDTH = 100;

  public static void main(String[] args) {
    System.exit(run(LongArguments.expand(args)));
  }

  /** Runs one command line and returns its exit code; never throws. */
  static int run(String... args) {
    return run(null, null, args);
  }

  /** As {@link #run(String...)}, with other places for output; null stands for the standard one. */
  static int run(@Nullable PrintWriter out, @Nullable PrintWriter err, String... args) {
    CommandLine weir = new CommandLine(new Weir());
    weir.setUsageHelpWidth(HELP_WIDTH);
    weir.setUsageHelpLongOptionsMaxWidth(HELP_WIDTH / 3);
    if (out != null) {
      weir.setOut(out);
    }
    if (err != null) {
      weir.setErr(err);
    }
    weir.setCaseInsensitiveEnumValuesAllowed(true);
    weir.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("weir: " + Failures.oneLine(failure));
          return failure instanceof UsageFailure ? 2 : 1;
        });
    weir.setParameterExceptionHandler(Weir::wrongUsage);
    try {
      weir.setDefaultValueProvider(
          new LayeredDefaults(System.getenv(), ConfigFile.load(weir, System.getenv())));
    } catch (UsageFailure e) {
      weir.getErr().println("weir: " + e.getMessage());
      return 2;
    }
    return weir.execute(args);
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    if (e instanceof UnmatchedArgumentException unmatched && !command.getSubcommands().isEmpty()) {
      err.println("weir: " + unknownCommand(command, unmatched.getUnmatched().get(0)));
    } else {
      err.println("weir: " + Failures.firstLine(e));
    }
    err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return 2;
  }

  private static String unknownCommand(CommandLine command, String unknown) {
    Set<String> known = command.getSubcommands().keySet();
    return "unknown %s '%s'; %s"
        .formatted(
            unknown.startsWith("-") ? "option" : "command",
            unknown,
            Nearest.to(unknown, known)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("commands: " + String.join(", ", known)));
  }
}

package dev.weir.cli.command;

import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.platform.StartLines;
import dev.weir.cli.platform.TextJob;
import dev.weir.platform.Platform;
import dev.weir.platform.PlatformConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir up}: the embedded platform until Ctrl-C or {@code weir down}. */
@Command(
    name = "up",
    header = "Start the embedded platform and keep it running.",
    mixinStandardHelpOptions = true,
    description = {
      "Starts broker, schema registry, Flink and the scoring job on this machine and keeps them",
      "running until Ctrl-C or `weir down`. Everything listens on 127.0.0.1; data stays in --dir.",
      ""
    })
public final class UpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Option(names = "--no-job", description = "broker, registry and Flink only")
  private boolean withoutJob;

  @Option(
      names = "--state-backend",
      paramLabel = "heap|rocksdb",
      description =
          "where the job's state lives: memory is faster, disk holds more (default: heap)")
  private StateBackend stateBackend = StateBackend.HEAP;

  /** The words that the job takes. */
  private enum StateBackend {
    HEAP,
    ROCKSDB
  }

  @Override
  public Integer call() throws IOException {
    long begin = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    PlatformConfig config = options.config(options.folder().dir());
    ChosenModel model = ChosenModel.of(options.model(), options.folder().dir());
    int parallelism = options.parallelism();
    try (Platform platform = Platform.start(config, new StartLines(out))) {
      if (!withoutJob) {
        TextJob.start(
            platform.endpoints(),
            platform.config().topicPrefix(),
            model.dir(),
            ChosenModel.store(options.folder().dir()).root(),
            parallelism,
            List.of("--state-backend=" + stateBackend.name().toLowerCase(Locale.ROOT)));
      }
      out.printf(Locale.ROOT, "Ready after %.1f s%n", (System.nanoTime() - begin) / 1e9);
      out.println("  broker    " + platform.endpoints().bootstrapServers());
      out.println("  registry  " + platform.endpoints().registryUrl());
      out.println("  Flink     " + platform.endpoints().flinkUrl());
      out.println("  logs      " + platform.config().dir().resolve("logs"));
      if (!withoutJob) {
        out.println("  model     " + model.title());
        if (!model.trained()) {
          out.println(model.caution());
        }
      }
      out.println("Stop with Ctrl-C or `weir down`.");
      out.flush();
      platform.awaitEnd();
    }
    return 0;
  }
}

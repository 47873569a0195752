package dev.weir.cli.command;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.platform.ScoringJob;
import dev.weir.cli.platform.ScoringJob.Kind;
import dev.weir.cli.platform.ScoringJob.Plan;
import dev.weir.cli.platform.StartLines;
import dev.weir.cli.release.BackgroundWatch;
import dev.weir.platform.Installation;
import dev.weir.platform.Platform;
import dev.weir.platform.PlatformConfig;
import dev.weir.retrain.release.monitor.ReleasePolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "Starts broker, schema registry, Flink and the scoring jobs, of texts and of card",
      "transactions, the process that joins labels to events, and the console, on this machine and",
      "keeps them running until Ctrl-C or `weir down`.",
      "Everything listens on 127.0.0.1; data, and what jobs remember, stays in --dir.",
      ""
    })
public final class UpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Option(names = "--no-job", description = "broker, registry and Flink only")
  private boolean withoutJob;

  @Option(names = "--no-fraud", description = "without the job for card transactions")
  private boolean withoutFraud;

  @Option(names = "--no-learning", description = "without the process that joins labels to events")
  private boolean withoutLearning;

  @Option(names = "--no-console", description = "without the console")
  private boolean withoutConsole;

  @Option(
      names = "--release-policy",
      paramLabel = "FILE",
      description = "what released models go through (default: as docs/releases.md shows it)")
  private @Nullable Path releasePolicy;

  @Option(names = "--no-watch", description = "nobody promotes or takes back released models")
  private boolean withoutWatch;

  @Option(
      names = "--state-backend",
      paramLabel = "heap|rocksdb",
      description =
          "where the jobs' state lives: memory is faster, disk holds more (default: heap)")
  private StateBackend stateBackend = StateBackend.HEAP;

  /** The words that the jobs take. */
  private enum StateBackend {
    HEAP,
    ROCKSDB
  }

  @Override
  public Integer call() throws IOException {
    long begin = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    Path dir = options.folder().dir();
    PlatformConfig config = withoutConsole ? options.config(dir) : options.configWithConsole(dir);
    Map<Kind, ChosenModel> models = models();
    List<Plan> plans = plans(models);
    ReleasePolicy policy = ReleasePolicyFile.read(releasePolicy);
    try (Platform platform = Platform.start(config, new StartLines(out))) {
      var unused =
          ScoringJob.resume(platform, ChosenModel.store(options.folder().dir()).root(), plans);
      if (!withoutJob && !withoutLearning) {
        platform.startLearning(Installation.find());
      }
      Optional<URI> console =
          withoutConsole
              ? Optional.empty()
              : Optional.of(platform.startConsole(Installation.find()));
      out.printf(Locale.ROOT, "Ready after %.1f s%n", (System.nanoTime() - begin) / 1e9);
      out.println("  broker    " + platform.endpoints().bootstrapServers());
      out.println("  registry  " + platform.endpoints().registryUrl());
      out.println("  Flink     " + platform.endpoints().flinkUrl());
      console.ifPresent(url -> out.println("  console   " + url));
      out.println("  logs      " + platform.config().dir().resolve("logs"));
      for (ChosenModel model : models.values()) {
        out.println("  model     " + model.title());
        if (!model.trained()) {
          out.println(model.caution());
        }
      }
      out.println("Stop with Ctrl-C or `weir down`.");
      out.flush();
      if (!withoutJob && !withoutWatch) {
        BackgroundWatch watch =
            new BackgroundWatch(
                Connection.of(platform.endpoints(), config.topicPrefix()),
                policy,
                line -> {
                  out.println(line);
                  out.flush();
                });
        platform.beforeClose(watch::close);
      }
      platform.awaitEnd();
    }
    return 0;
  }

  /** The models of the jobs that were asked for. */
  private Map<Kind, ChosenModel> models() throws IOException {
    Map<Kind, ChosenModel> models = new EnumMap<>(Kind.class);
    Path dir = options.folder().dir();
    if (!withoutJob) {
      models.put(Kind.TEXT, ChosenModel.of(options.model(), dir));
      if (!withoutFraud) {
        models.put(
            Kind.FRAUD, ChosenModel.of(options.fraudModel(), PlatformOptions.FRAUD_MODEL, dir));
      }
    }
    return models;
  }

  private List<Plan> plans(Map<Kind, ChosenModel> models) {
    List<String> state = List.of("--state-backend=" + stateBackend.name().toLowerCase(Locale.ROOT));
    int texts = options.parallelism();
    int transactions = options.fraudParallelism();
    return models.entrySet().stream()
        .map(
            job ->
                new Plan(
                    job.getKey(),
                    job.getValue().dir(),
                    job.getKey() == Kind.TEXT ? texts : transactions,
                    state))
        .toList();
  }
}

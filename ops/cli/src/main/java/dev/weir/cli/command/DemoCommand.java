package dev.weir.cli.command;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.demo.Demo;
import dev.weir.cli.demo.LearningDemo;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.platform.ScoringJob;
import dev.weir.cli.platform.ScoringJob.Kind;
import dev.weir.cli.platform.ScoringJob.Plan;
import dev.weir.cli.platform.StartLines;
import dev.weir.engine.pack.PackageStore;
import dev.weir.platform.Installation;
import dev.weir.platform.Platform;
import dev.weir.platform.PlatformEndpoints;
import dev.weir.platform.PlatformProbe;
import dev.weir.platform.RunningPlatform;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir demo}: everything at once, to be looked at. */
@Command(
    name = "demo",
    header = "See it work: everything started, traffic simulated, verdicts shown live.",
    mixinStandardHelpOptions = true,
    description = {
      "Starts broker, registry and Flink in a folder of its own (demo in --dir, emptied first), sends",
      "simulated comments, chat and card transactions, and shows verdicts and fraud alerts as they",
      "come, until Ctrl-C or --seconds.",
      ""
    })
public final class DemoCommand implements Callable<Integer> {

  /** Labels come back within a few minutes, so no payment is kept for longer than an hour. */
  private static final List<String> FRAUD_OPTIONS = List.of("--label-memory=1h");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "stop sending after N seconds (default: at Ctrl-C)")
  private long seconds = Long.MAX_VALUE;

  @Option(names = "--rate", paramLabel = "R", description = "events a second (default: 200)")
  private double rate = 200;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "seed of the simulated traffic (default: 1)")
  private long seed = 1;

  @Option(names = "--json", description = "the summary as one JSON object on standard output")
  private boolean json;

  @Option(
      names = "--learning",
      description =
          "a shortened day of the learning loop instead: spam changes, people label, a better model"
              + " is trained and released; a few minutes")
  private boolean learning;

  @Override
  public Integer call() throws IOException {
    long begin = System.nanoTime();
    if (seconds < 1 || !(rate > 0 && rate <= 1e6)) {
      throw new UsageFailure(
          "--seconds must be 1 or more and --rate above 0 and at most 1,000,000; got %d and %s"
              .formatted(seconds, rate));
    }
    Path dir = options.folder().demoDir();
    int parallelism = options.parallelism();
    int fraudParallelism = options.fraudParallelism();
    emptied(dir);
    Path store = options.folder().dir();
    ChosenModel texts = ChosenModel.of(options.model(), store);
    ChosenModel transactions =
        ChosenModel.of(options.fraudModel(), PlatformOptions.FRAUD_MODEL, store);
    PrintWriter err = spec.commandLine().getErr();
    try (Platform platform = Platform.start(options.configOnFreePorts(dir), new StartLines(err))) {
      if (learning) {
        return learn(platform, texts, dir) ? 0 : 1;
      }
      List<ScoringJob> jobs =
          ScoringJob.start(
              platform.endpoints(),
              platform.config().topicPrefix(),
              ChosenModel.store(store).root(),
              List.of(
                  new Plan(Kind.TEXT, texts.dir(), parallelism, List.of()),
                  new Plan(Kind.FRAUD, transactions.dir(), fraudParallelism, FRAUD_OPTIONS)));
      platform.startLearning(Installation.find());
      Duration startUp = Duration.ofNanos(System.nanoTime() - begin);
      err.println("  console   " + platform.startConsole(Installation.find()));
      Demo demo =
          new Demo(
              platform.endpoints(),
              platform.config().topicPrefix(),
              jobs.get(0),
              List.of(texts, transactions));
      platform.beforeClose(demo::end);
      return demo.play(
              new Demo.Script(
                  seconds == Long.MAX_VALUE
                      ? Optional.empty()
                      : Optional.of(Duration.ofSeconds(seconds)),
                  rate,
                  seed),
              startUp,
              spec.commandLine().getOut(),
              err,
              json)
          ? 0
          : 1;
    }
  }

  private boolean learn(Platform platform, ChosenModel texts, Path dir) throws IOException {
    PackageStore own = ChosenModel.store(dir);
    PlatformEndpoints endpoints = platform.endpoints();
    String prefix = platform.config().topicPrefix();
    var unused =
        ScoringJob.start(
            endpoints,
            prefix,
            own.root(),
            List.of(new Plan(Kind.TEXT, texts.dir(), options.parallelism(), List.of())));
    platform.startLearning(Installation.find());
    spec.commandLine()
        .getErr()
        .println("  console   " + platform.startConsole(Installation.find()));
    spec.commandLine()
        .getErr()
        .println("  releases  weir release list --all --dir " + platform.config().dir());
    Connection connection = Connection.of(endpoints, prefix);
    return new LearningDemo(connection, texts.dir(), own, dir.resolve("retrain"), seed)
        .play(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
  }

  /** The folder is the demonstration's own: nothing of an earlier one may count. */
  private static void emptied(Path dir) throws IOException {
    Optional<RunningPlatform> running = PlatformProbe.find(dir);
    if (running.isPresent()) {
      throw new CommandFailure(
          "another demonstration runs in %s (process %d); stop it with Ctrl-C there, or give another --dir"
              .formatted(dir, running.get().pid()));
    }
    for (String part : List.of("data", "run", "logs", "models", "retrain")) {
      Path folder = dir.resolve(part);
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }
}

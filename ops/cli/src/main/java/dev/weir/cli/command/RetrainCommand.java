package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.CommandFailure;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.learn.LearningTopics;
import dev.weir.cli.learn.ModelShelf;
import dev.weir.cli.learn.PaymentTopics;
import dev.weir.cli.learn.TopicReleases;
import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.show.FineTuneView;
import dev.weir.cli.show.StageView;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.learning.fraud.FraudLearner;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.run.LearningRun;
import dev.weir.retrain.learning.run.Lease;
import dev.weir.retrain.learning.run.RunState;
import dev.weir.retrain.learning.text.TextLearner;
import dev.weir.retrain.release.ReleaseEntry;
import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.retrain.release.ReleaseStages;
import dev.weir.scoring.control.ReleasedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir retrain}: labels in, a better model released. */
@Command(
    name = "retrain",
    header = "Learn from labelled examples and release what is better.",
    mixinStandardHelpOptions = true,
    description = {
      "Takes the labelled examples of the cluster, lets the live model learn from them, holds the new",
      "one against it gate by gate, and releases it where all of them hold. Text models are fine-tuned,",
      "fraud models get more trees. A run that was cut off goes on when it is started again; two never",
      "run at once in one folder. docs/learning.md explains it.",
      ""
    })
public final class RetrainCommand implements Callable<Integer> {
  private static final Pattern EVERY = Pattern.compile("(\\d{1,6})([smhd])");

  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(multiplicity = "1")
  private When when = new When();

  /** Once, or again and again. */
  static final class When {
    @Option(names = "--once", description = "one run, then end; for cron and Kubernetes")
    private boolean once;

    @Option(
        names = "--every",
        paramLabel = "TIME",
        description = "a run each TIME, such as 6h, later by up to a tenth of it; until stopped")
    private @Nullable String every;
  }

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "what learns: text or fraud (default: text)")
  private String task = ReleaseScope.TEXT.label();

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "package that learns while none is released: the one that the jobs were started with"
              + " (default: the shipped one of the task)")
  private @Nullable String model;

  @Mixin private ShelfOptions packages = new ShelfOptions();

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description =
          "folder of the runs, with their data and reports (default: retrain in --dir, for fraud"
              + " retrain/fraud)")
  private @Nullable Path runs;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "when a model may be promoted (default: as docs/learning.md shows it)")
  private @Nullable Path policy;

  @Option(names = "--seed", paramLabel = "N", description = "of all that is drawn (default: 17)")
  private long seed = 17;

  @Option(names = "--json", description = "the outcome as one JSON object on standard output")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PromotionPolicy rules = policy();
    Duration pause = when.every == null ? Duration.ZERO : duration(when.every);
    ReleaseScope scope = scope();
    Path home = runs == null ? home(scope) : runs;
    Random jitter = new Random();
    do {
      try {
        run(scope, rules, home);
      } catch (IOException | RuntimeException e) {
        if (when.once || e instanceof UsageFailure) {
          throw e;
        }
        spec.commandLine().getErr().println(e.getMessage() + "; the next run is in " + pause);
      }
      if (when.once) {
        return 0;
      }
      Thread.sleep(pause.toMillis() + (long) (pause.toMillis() * jitter.nextDouble() / 10));
    } while (true);
  }

  private ReleaseScope scope() {
    for (ReleaseScope scope : ReleaseScope.values()) {
      if (scope.label().equals(task)) {
        return scope;
      }
    }
    throw new UsageFailure("--task: expected text or fraud, got '" + task + "'");
  }

  /** Folders of their own, so that the two wait for each other nowhere. */
  private Path home(ReleaseScope scope) {
    Path text = kafka.dir().resolve("retrain");
    return scope == ReleaseScope.TEXT ? text : text.resolve(scope.label());
  }

  private void run(ReleaseScope scope, PromotionPolicy rules, Path home) throws IOException {
    try (Lease lease = Lease.tryTake(home)) {
      if (lease == null) {
        throw new CommandFailure(
            "another `weir retrain` works in %s; wait for it, or give another --runs"
                .formatted(home));
      }
      try (ModelShelf shelf = packages.shelf(kafka.dir(), rules.release().stage().equals("hand"))) {
        run(scope, rules, home, shelf);
      }
    }
  }

  private void run(ReleaseScope scope, PromotionPolicy rules, Path home, ModelShelf shelf)
      throws IOException {
    Connection connection = kafka.connection().checked();
    try (TopicReleases releases = new TopicReleases(connection, shelf, scope)) {
      @Nullable ReleaseEntry trial = releases.trial();
      if (trial != null) {
        tellOfTrial(trial);
        return;
      }
      ModelPackage champion = champion(scope, releases.live(), shelf);
      tell(
          scope == ReleaseScope.FRAUD
              ? fraud(champion, connection, rules, home, releases)
              : text(champion, connection, rules, home, releases));
    } catch (ReleaseException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private LearningRun.Outcome text(
      ModelPackage champion,
      Connection connection,
      PromotionPolicy rules,
      Path home,
      TopicReleases releases)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    try (LearningTopics topics =
            new LearningTopics(connection, rules.data().mostReplay(), err::println);
        FineTuneView view = new FineTuneView(err)) {
      return LearningRun.run(
          new LearningRun.Order(
              home,
              new TextLearner(champion, topics, rules, view),
              rules,
              releases,
              seed,
              Instant.now()),
          view::stage);
    }
  }

  private LearningRun.Outcome fraud(
      ModelPackage champion,
      Connection connection,
      PromotionPolicy rules,
      Path home,
      TopicReleases releases)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    try (PaymentTopics topics = new PaymentTopics(connection, err::println);
        StageView view = new StageView(err)) {
      return LearningRun.run(
          new LearningRun.Order(
              home,
              new FraudLearner(champion, topics, rules, view),
              rules,
              releases,
              seed,
              Instant.now()),
          stage -> view.begin(stage, 0));
    }
  }

  private ModelPackage champion(ReleaseScope scope, @Nullable ReleasedModel live, ModelShelf shelf)
      throws IOException {
    if (live == null) {
      return ModelPackage.read(shipped(scope).dir());
    }
    ModelPackage there = ModelPackage.read(shelf.find(live));
    if (!live.matches(there.identity())) {
      throw new CommandFailure(
          "%s is live with the digest %s, the store %s has another one, %s; give the store of the jobs"
              .formatted(
                  live.label(), live.digest(), shelf.local().root(), there.identity().digest()));
    }
    return there;
  }

  private ChosenModel shipped(ReleaseScope scope) throws IOException {
    return scope == ReleaseScope.TEXT
        ? ChosenModel.of(model, kafka.dir())
        : ChosenModel.of(model, "weir-fraud", kafka.dir());
  }

  private PromotionPolicy policy() throws IOException {
    try {
      return policy == null ? PromotionPolicy.defaults() : PromotionPolicy.read(policy);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(String.valueOf(e.getMessage()));
    }
  }

  private static Duration duration(String text) {
    Matcher matcher = EVERY.matcher(text);
    if (!matcher.matches()) {
      throw new UsageFailure("--every: expected a time such as 6h, 30m or 1d, got '" + text + "'");
    }
    long count = Long.parseLong(matcher.group(1));
    Duration every =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    if (every.isZero()) {
      throw new UsageFailure("--every: must be longer than nothing, got '" + text + "'");
    }
    return every;
  }

  /** A challenger of a challenger would be judged against a model that answers nobody yet. */
  private void tellOfTrial(ReleaseEntry trial) {
    String reason =
        "%s is on trial as %s since %s; the next run waits until it is live or taken back"
            .formatted(trial.model().label(), ReleaseStages.describe(trial), trial.effectiveAt());
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json
            ? JsonNodeFactory.instance.objectNode().put("state", "WAITING").put("reason", reason)
            : reason);
    out.flush();
  }

  private void tell(LearningRun.Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    var run = outcome.record();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("run", run.id());
      node.put("state", run.state().name());
      node.put("champion", run.name() + "@" + run.championVersion());
      if (run.state() == RunState.RELEASED || run.state() == RunState.REJECTED) {
        node.put("challenger", run.name() + "@" + run.version());
      }
      node.put("reason", run.reason());
      node.put("report", String.valueOf(outcome.folder().report()));
      out.println(node);
    } else {
      out.println(
          "%s from %s: %s, %s"
              .formatted(
                  switch (run.state()) {
                    case RELEASED -> run.name() + "@" + run.version() + " released";
                    case REJECTED -> run.name() + "@" + run.version() + " rejected";
                    case NOTHING_TO_LEARN -> "nothing to learn";
                    default -> "given up";
                  },
                  run.name() + "@" + run.championVersion(),
                  run.reason(),
                  outcome.folder().report()));
    }
    out.flush();
  }
}

package dev.weir.cli.command;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.backtest.FileHistory;
import dev.weir.cli.backtest.HistorySource;
import dev.weir.cli.backtest.KafkaHistory;
import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.show.LateProgress;
import dev.weir.retrain.backtest.Backtest;
import dev.weir.retrain.backtest.BacktestResult;
import dev.weir.retrain.backtest.BacktestSettings;
import dev.weir.retrain.backtest.report.BacktestJson;
import dev.weir.retrain.backtest.report.BacktestPage;
import dev.weir.retrain.backtest.report.BacktestText;
import dev.weir.schemas.Policy;
import dev.weir.schemas.PolicyScope;
import dev.weir.schemas.RuleMode;
import dev.weir.scoring.OfflineFraudScoring;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.policy.FraudFacts;
import dev.weir.scoring.policy.FraudPolicies;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.PolicyCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code weir backtest}: what a policy or a model would have decided on transactions of the past.
 */
@Command(
    name = "backtest",
    header = "Judge transactions of the past again by a policy or a model.",
    mixinStandardHelpOptions = true,
    description = {
      "Goes through the topic of transactions from its beginning with the features, the model and the",
      "policy of a job, and tells what would have been approved, reviewed and declined: precision and",
      "recall where labels exist, money, each rule, and the difference to the verdicts that were",
      "recorded. Nothing is written to the cluster.",
      ""
    })
public final class BacktestCommand implements Callable<Integer> {

  private static final String SHIPPED = "weir-fraud";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "policy in YAML or JSON (default: those that were published, each for its time; the"
              + " built-in one where there was none, and for --data)")
  private @Nullable Path policy;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "model package: folder, name or name@version (default: weir-fraud, as shipped)")
  private @Nullable String model;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "transactions of this time and later count, earlier ones make histories: a time, a day, or"
              + " how long ago (default: all)")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "transactions of this time and later are left out (default: none)")
  private @Nullable String to;

  @Option(
      names = "--genuine-after",
      paramLabel = "DURATION",
      description =
          "transactions without a label that are older than this count as genuine, such as P7D"
              + " (default: labels alone count)")
  private @Nullable Duration genuineAfter;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "transactions of a file as `weir send` takes it, instead of a cluster's")
  private @Nullable Path data;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "what is true of them, by event id, as `weir simulate` writes it")
  private @Nullable Path truth;

  @Option(
      names = {"--out", "--report"},
      paramLabel = "FILE",
      description = "also write a page with plots, as one HTML file")
  private @Nullable Path report;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() throws IOException {
    if (truth != null && data == null) {
      throw new UsageFailure("--truth belongs to --data; a cluster's labels are in its feedback");
    }
    BacktestSettings settings = settings();
    @Nullable Policy asked = policy == null ? null : read(policy);
    ChosenModel chosen = ChosenModel.of(model == null ? SHIPPED : model, kafka.dir());
    try (OfflineFraudScoring scoring =
        OfflineFraudScoring.open(chosen.dir(), settings.features())) {
      BacktestResult result;
      if (data != null) {
        result =
            run(
                scoring,
                asked == null ? builtIn() : bookOf(asked),
                settings,
                new FileHistory(data, truth, settings.features().labelDelay()));
      } else {
        PrintWriter err = spec.commandLine().getErr();
        try (KafkaHistory history = new KafkaHistory(kafka.connection().checked(), err::println)) {
          PolicyBook<FraudFacts> policies = asked == null ? history.policies() : bookOf(asked);
          result = run(scoring, policies, settings, history);
        }
      }
      print(result);
    }
    return 0;
  }

  private BacktestSettings settings() {
    try {
      return new BacktestSettings(
          FraudSettings.defaults(),
          from == null ? null : TimeOption.parse("--from", from),
          to == null ? null : TimeOption.parse("--to", to),
          genuineAfter);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure("--" + e.getMessage());
    }
  }

  private static Policy read(Path file) throws IOException {
    PolicyCheck.Result result = PolicyFileOption.read(file, Instant.EPOCH);
    @Nullable Policy read = result.policy();
    if (read == null) {
      throw new CommandFailure(
          "%s cannot be used: %s; `weir policy check` lists all problems"
              .formatted(file, result.problems().get(0)));
    }
    if (read.getScope() != PolicyScope.TRANSACTION) {
      throw new CommandFailure(
          "%s is a policy of texts; a backtest takes one of scope: transaction".formatted(file));
    }
    return read;
  }

  /** A book in which that policy decides on everything, whatever the file says of when and how. */
  private static PolicyBook<FraudFacts> bookOf(Policy policy) {
    Policy live =
        Policy.newBuilder(policy).setMode(RuleMode.LIVE).setEffectiveAt(Instant.EPOCH).build();
    return PolicyBook.of(FraudPolicies.DOMAIN, live.getName()).with(live.getName(), live).book();
  }

  private static PolicyBook<FraudFacts> builtIn() {
    return PolicyBook.of(FraudPolicies.DOMAIN, FraudPolicies.NAME);
  }

  private static BacktestResult run(
      OfflineFraudScoring scoring,
      PolicyBook<FraudFacts> policies,
      BacktestSettings settings,
      HistorySource history)
      throws IOException {
    Backtest backtest = new Backtest(scoring, policies, settings, history.votes());
    try (LateProgress progress = new LateProgress("backtest", "transactions")) {
      history.transactions(backtest, progress::stepTo);
    }
    backtest.endOfTransactions();
    history.verdicts(backtest);
    BacktestResult result = backtest.result();
    if (result.would().all().n() == 0) {
      throw new CommandFailure(
          "no transactions to judge: %,d before --from, %,d from --to on, not readable: %s"
              .formatted(
                  result.history().before(),
                  result.history().after(),
                  result.history().notScored().isEmpty()
                      ? "none"
                      : result.history().notScored().toString()));
    }
    return result;
  }

  private void print(BacktestResult result) throws IOException {
    if (report != null) {
      BacktestPage.write(result, report);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(BacktestJson.of(result));
    } else {
      BacktestText.lines(result).forEach(out::println);
      if (report != null) {
        out.println("report " + report);
      }
    }
  }
}

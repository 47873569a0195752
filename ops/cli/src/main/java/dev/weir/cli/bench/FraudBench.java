package dev.weir.cli.bench;

import dev.weir.cli.platform.ScoringJob;
import dev.weir.cli.platform.ScoringJob.Kind;
import dev.weir.cli.platform.ScoringJob.Plan;
import dev.weir.engine.bench.BenchOptions;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.bench.BenchResult;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.platform.StartProgress;
import dev.weir.schemas.FraudVerdict;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * The fraud job, Kafka to Flink to Kafka, with the broker on the same processors: payments a second
 * with all features, the model and the built-in policy while so many cards are remembered (S6), and
 * the time from append to append at half that rate.
 */
public final class FraudBench {

  private static final double PAYMENTS_A_CARD = 4;
  private static final int FILL = 250_000;
  private static final int FEWEST_WARM = 1_000_000;
  private static final double BURST_SECONDS = 8;
  private static final Duration WARM_UP_TRAFFIC = Duration.ofSeconds(30);

  private final Setup setup;
  private final BenchOptions options;
  private final Consumer<String> progress;

  /**
   * What is measured. Immutable.
   *
   * @param model package folder
   * @param state where the job keeps its state
   * @param cards how many pay
   * @param parallelism subtasks
   * @param jobOptions further options of the job
   */
  public record Setup(
      Path model, StateKind state, int cards, int parallelism, List<String> jobOptions) {
    public Setup {
      jobOptions = List.copyOf(jobOptions);
    }
  }

  /** Where a job keeps its state, and what S6 asks of it. */
  public enum StateKind {
    HEAP(">= 50,000"),
    ROCKSDB(">= 25,000");

    private final String bound;

    StateKind(String bound) {
      this.bound = bound;
    }

    /** As the command and the job's option name it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public FraudBench(Setup setup, BenchOptions options, Consumer<String> progress) {
    this.setup = setup;
    this.options = options;
    this.progress = progress;
  }

  /** Measures; takes minutes: every card pays some times before. */
  public BenchReport run() throws IOException {
    ModelPackage pack = ModelPackage.read(setup.model);
    progress.accept("starting broker, registry and Flink");
    try (BenchPlatform platform = BenchPlatform.start(StartProgress.none());
        PaymentEvents payments =
            new PaymentEvents(platform.connection(), setup.cards, options.seed());
        AnswerCount answers = answers(platform)) {
      startJob(platform);
      double fastest = fill(platform, payments, answers);
      BenchResult rate = rate(platform, payments, answers, fastest);
      BenchResult latency = latency(platform, payments, rate.value() / 2);
      return new BenchReport(List.of(rate, latency), pack.identity());
    }
  }

  private void startJob(BenchPlatform platform) {
    List<String> jobOptions = new ArrayList<>(List.of("--state-backend", setup.state.id()));
    jobOptions.addAll(setup.jobOptions);
    var unused =
        ScoringJob.start(
            platform.endpoints(),
            platform.topicPrefix(),
            platform.dir().resolve("store"),
            List.of(new Plan(Kind.FRAUD, setup.model, setup.parallelism, jobOptions)));
  }

  private static AnswerCount answers(BenchPlatform platform) {
    return new AnswerCount(
        platform.connection(),
        List.of(
            WeirTopic.FRAUD_VERDICTS.topicName(platform.topicPrefix()),
            WeirTopic.DEAD_LETTERS.topicName(platform.topicPrefix())));
  }

  /** Lets every card pay some times; the rate of the last payments. */
  private double fill(BenchPlatform platform, PaymentEvents payments, AnswerCount answers) {
    long wanted = Math.max(FEWEST_WARM, (long) (setup.cards * PAYMENTS_A_CARD));
    double rate = 0;
    try (Backlog backlog = new Backlog(platform.connection())) {
      for (long done = 0; done < wanted; done += FILL) {
        rate = answers.rateOf(backlog, payments::next, FILL);
        progress.accept(
            String.format(
                Locale.ROOT, "filling: %,d of %,d payments, %,.0f/s", done + FILL, wanted, rate));
      }
    }
    return rate;
  }

  private BenchResult rate(
      BenchPlatform platform, PaymentEvents payments, AnswerCount answers, double warm) {
    int burst = (int) (warm * BURST_SECONDS);
    Samples samples =
        new Samples()
            .with("state", setup.state.id())
            .with("cards", setup.cards)
            .with("parallelism", setup.parallelism)
            .with("job_options", String.join(" ", setup.jobOptions))
            .with("payments_a_burst", burst)
            .with("broker", "same processors");
    try (Backlog backlog = new Backlog(platform.connection())) {
      for (int i = 0; i < options.pairs(); i++) {
        double rate = answers.rateOf(backlog, payments::next, burst);
        samples.add("payments_per_s", rate);
        progress.accept(
            String.format(
                Locale.ROOT, "S6: burst %d of %d, %,.0f/s", i + 1, options.pairs(), rate));
      }
    }
    return BenchResult.of(
        "S6 " + setup.state.id(),
        "payments/s",
        setup.state.bound,
        samples.of("payments_per_s"),
        samples.conditions());
  }

  private BenchResult latency(BenchPlatform platform, PaymentEvents payments, double rate) {
    Samples samples = new Samples().with("state", setup.state.id()).with("payments_per_s", rate);
    try (SteadyTraffic traffic = new SteadyTraffic(platform.connection(), payments::next);
        LatencyMeter<FraudVerdict> meter = LatencyMeter.ofPayments(platform.connection())) {
      progress.accept("latency: warming up");
      traffic.send(rate, WARM_UP_TRAFFIC);
      Histogram warm = meter.take();
      progress.accept("latency: warm after " + warm.getTotalCount() + " verdicts");
      for (int round = 0; round < options.pairs(); round++) {
        traffic.send(rate, options.perSample().multipliedBy(2));
        Histogram millis = meter.take();
        samples.add("p50_ms", (double) millis.getValueAtPercentile(50));
        samples.add("p99_ms", (double) millis.getValueAtPercentile(99));
        samples.add("max_ms", (double) millis.getMaxValue());
        samples.add("verdicts", (double) millis.getTotalCount());
        progress.accept(
            String.format(
                Locale.ROOT,
                "latency: round %d of %d at %,.0f/s: p50 %d ms, p99 %d ms",
                round + 1,
                options.pairs(),
                rate,
                millis.getValueAtPercentile(50),
                millis.getValueAtPercentile(99)));
      }
    }
    return BenchResult.of(
        "fraud latency", "ms (p99)", "<= 40", samples.of("p99_ms"), samples.conditions());
  }
}

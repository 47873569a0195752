package dev.weir.cli.bench;

import dev.weir.engine.bench.BenchOptions;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.bench.BenchResult;
import dev.weir.engine.bench.BenchTexts;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.platform.StartProgress;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * A whole pipeline, Kafka to stream engine to Kafka, with the broker on the same processors: its
 * rate against the engine's alone (S3), and its latency at half that rate (S7).
 */
public final class PipelineBench {

  private static final int TEXTS = 20_000;
  private static final int AUTHORS = 20_000;
  private static final int PLAIN_PARTITIONS = 4;
  private static final int PLAIN_WARM_UP = 20_000;
  private static final String PLAIN_IN = "bench.plain.comments";
  private static final String PLAIN_OUT = "bench.plain.verdicts";
  private static final double BURST_SECONDS = 8;
  private static final int WARM_UP_BURSTS = 5;
  private static final Duration WARM_UP_TRAFFIC = Duration.ofMinutes(2);

  private final PipelineSetup setup;
  private final BenchOptions options;
  private final Consumer<String> progress;
  private final boolean againstPlain;

  /**
   * @param setup for the plain job its model has BERT's inputs and three labels
   * @param againstPlain whether what one would write in an hour is measured too (S13)
   */
  public PipelineBench(
      PipelineSetup setup, BenchOptions options, boolean againstPlain, Consumer<String> progress) {
    this.setup = setup;
    this.options = options;
    this.againstPlain = againstPlain;
    this.progress = progress;
  }

  /**
   * Measures; takes some minutes.
   *
   * @param latencyAt events a second at which latency alone is measured; 0 for both, latency at
   *     half the rate
   */
  public BenchReport run(double latencyAt) throws IOException {
    ModelPackage pack = ModelPackage.read(setup.model());
    List<String> texts = new BenchTexts(pack, options.seed()).distinct(TEXTS);
    List<BenchResult> results = new ArrayList<>();
    progress.accept("starting broker, registry and Flink");
    try (BenchPlatform platform = BenchPlatform.start(StartProgress.none());
        EngineRate engine = new EngineRate(setup.model(), texts, setup.parallelism());
        TextPipeline pipeline =
            setup
                .kind()
                .start(
                    platform.connection(),
                    platform,
                    setup,
                    setup.model(),
                    platform.dir().resolve("store"));
        TextEvents events =
            new TextEvents(
                platform.connection(),
                WeirTopic.COMMENTS.topicName(platform.topicPrefix()),
                texts,
                AUTHORS);
        AnswerCount answers = AnswerCount.ofTexts(platform.connection())) {
      Samples samples =
          new Samples()
              .with("engine", pipeline.title())
              .with("parallelism", setup.parallelism())
              .with("job_options", String.join(" ", setup.jobOptions()))
              .with("broker", "same processors");
      if (latencyAt > 0) {
        warmUp(platform, events, answers, (int) (latencyAt * BURST_SECONDS));
        results.add(latency(platform, events, latencyAt));
      } else {
        results.add(rate(platform, engine, events, answers, samples));
        results.add(latency(platform, events, median(samples.of("pipeline_per_s")) / 2));
      }
      if (againstPlain) {
        results.add(againstPlain(platform, texts, events, answers));
      }
    }
    return new BenchReport(results, pack.identity());
  }

  private BenchResult rate(
      BenchPlatform platform,
      EngineRate engine,
      TextEvents events,
      AnswerCount answers,
      Samples samples) {
    double alone = engine.measure(options.perSample().multipliedBy(2));
    int burst = (int) Math.max(1_000, alone * BURST_SECONDS);
    samples.with("events_a_burst", burst);
    warmUp(platform, events, answers, burst);
    try (Backlog backlog = new Backlog(platform.connection())) {
      double[] ratios = new double[options.pairs()];
      for (int pair = 0; pair < ratios.length; pair++) {
        progress.accept("S3: pair " + (pair + 1) + " of " + ratios.length);
        double engineRate = engine.measure(options.perSample());
        double rate = answers.rateOf(backlog, events::next, burst);
        ratios[pair] = rate / engineRate;
        samples.add("engine_per_s", engineRate);
        samples.add("pipeline_per_s", rate);
        progress.accept(
            String.format(
                Locale.ROOT, "S3: %,.0f of %,.0f a second: %.3f", rate, engineRate, ratios[pair]));
      }
      return BenchResult.of("S3", "ratio", ">= 0.90", ratios, samples.conditions());
    }
  }

  private void warmUp(BenchPlatform platform, TextEvents events, AnswerCount answers, int burst) {
    try (Backlog backlog = new Backlog(platform.connection())) {
      for (int i = 0; i < WARM_UP_BURSTS; i++) {
        progress.accept("warming up, burst " + (i + 1) + " of " + WARM_UP_BURSTS);
        answers.rateOf(backlog, events::next, burst);
      }
    }
  }

  /** The same texts through the job that one would write in an hour, in turn with ours. */
  private BenchResult againstPlain(
      BenchPlatform platform, List<String> texts, TextEvents events, AnswerCount answers) {
    progress.accept("S13: starting the plain pipeline");
    new BenchJobs(platform).createTopics(PLAIN_PARTITIONS, PLAIN_IN, PLAIN_OUT);
    Samples samples =
        new Samples().with("engine", setup.kind().id()).with("parallelism", setup.parallelism());
    double[] ratios = new double[options.pairs()];
    try (TextPipeline plain = setup.kind().startPlain(platform, setup, PLAIN_IN, PLAIN_OUT);
        Backlog backlog = new Backlog(platform.connection());
        TextEvents plainEvents = new TextEvents(platform.connection(), PLAIN_IN, texts, AUTHORS);
        AnswerCount plainAnswers = new AnswerCount(platform.connection(), List.of(PLAIN_OUT))) {
      samples.with("plain_engine", plain.title());
      double warm = plainAnswers.rateOf(backlog, plainEvents::next, PLAIN_WARM_UP);
      int burst = (int) Math.max(1_000, warm * BURST_SECONDS);
      for (int pair = 0; pair < ratios.length; pair++) {
        double plainly = plainAnswers.rateOf(backlog, plainEvents::next, burst);
        double ours = answers.rateOf(backlog, events::next, burst);
        ratios[pair] = ours / plainly;
        samples.add("plain_per_s", plainly);
        samples.add("weir_per_s", ours);
        progress.accept(
            String.format(
                Locale.ROOT,
                "S13: %,.0f against %,.0f a second: %.2f",
                ours,
                plainly,
                ratios[pair]));
      }
    }
    return BenchResult.of("S13", "ratio", ">= 2.5", ratios, samples.conditions());
  }

  private BenchResult latency(BenchPlatform platform, TextEvents events, double rate) {
    Samples samples = new Samples().with("engine", setup.kind().id()).with("events_per_s", rate);
    try (SteadyTraffic traffic = new SteadyTraffic(platform.connection(), events::next);
        LatencyMeter<TextVerdict> meter =
            LatencyMeter.ofTexts(platform.connection(), verdict -> {})) {
      progress.accept("S7: warming up");
      traffic.send(rate, WARM_UP_TRAFFIC);
      var warm = meter.take();
      progress.accept("S7: warm after " + warm.getTotalCount() + " verdicts");
      for (int round = 0; round < options.pairs(); round++) {
        traffic.send(rate, options.perSample().multipliedBy(2));
        Histogram millis = meter.take();
        samples.add("p50_ms", (double) millis.getValueAtPercentile(50));
        samples.add("p95_ms", (double) millis.getValueAtPercentile(95));
        samples.add("p99_ms", (double) millis.getValueAtPercentile(99));
        samples.add("max_ms", (double) millis.getMaxValue());
        samples.add("verdicts", (double) millis.getTotalCount());
        progress.accept(
            String.format(
                Locale.ROOT,
                "S7: round %d of %d at %,.0f a second: p50 %d ms, p99 %d ms",
                round + 1,
                options.pairs(),
                rate,
                millis.getValueAtPercentile(50),
                millis.getValueAtPercentile(99)));
      }
    }
    return BenchResult.of(
        "S7", "ms (p99)", "p50 <= 10, p99 <= 40", samples.of("p99_ms"), samples.conditions());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

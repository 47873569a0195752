package dev.weir.cli.bench;

import dev.weir.cli.CommandFailure;
import dev.weir.engine.bench.BenchOptions;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.bench.BenchResult;
import dev.weir.engine.bench.BenchTexts;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.platform.StartProgress;
import dev.weir.schemas.Task;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * A pipeline whose model is released anew again and again under half its load (S8): p99 from the
 * announcement until a second after the switch ÷ p99 before; what is lost, doubled, or answered by
 * another model than its Kafka timestamp asks for.
 */
public final class SwapPipelineBench {

  private static final int TEXTS = 20_000;
  private static final int AUTHORS = 20_000;
  private static final int BURST = 100_000;
  private static final int BURSTS = 4;
  private static final Duration WARM_UP = Duration.ofSeconds(90);
  private static final Duration BEFORE = Duration.ofSeconds(10);
  private static final Duration LEAD = Duration.ofSeconds(3);
  private static final Duration AFTER = Duration.ofSeconds(7);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(20);

  private final PipelineSetup setup;
  private final BenchOptions options;
  private final Consumer<String> progress;

  public SwapPipelineBench(PipelineSetup setup, BenchOptions options, Consumer<String> progress) {
    this.setup = setup;
    this.options = options;
    this.progress = progress;
  }

  /** Measures; takes some minutes. */
  public BenchReport run() throws IOException {
    ModelPackage pack = ModelPackage.read(setup.model());
    List<String> texts = new BenchTexts(pack, options.seed()).distinct(TEXTS);
    progress.accept("starting broker, registry and Flink");
    try (BenchPlatform platform = BenchPlatform.start(StartProgress.none())) {
      PackageVersions versions = PackageVersions.of(setup.model(), platform.dir().resolve("store"));
      try (TextPipeline pipeline =
              setup
                  .kind()
                  .start(
                      platform.connection(),
                      platform,
                      setup,
                      versions.folder(0),
                      versions.store());
          TextEvents events =
              new TextEvents(
                  platform.connection(),
                  WeirTopic.COMMENTS.topicName(platform.topicPrefix()),
                  texts,
                  AUTHORS)) {
        double rate = halfRate(platform, events);
        Samples samples = new Samples().with("engine", pipeline.title()).with("events_per_s", rate);
        double[] ratios = swaps(platform, events, versions, rate, samples);
        BenchResult result =
            BenchResult.of(
                "S8", "ratio", "<= 1.2; lost 0; doubled 0", ratios, samples.conditions());
        return new BenchReport(List.of(result), pack.identity());
      }
    }
  }

  private double halfRate(BenchPlatform platform, TextEvents events) {
    try (Backlog backlog = new Backlog(platform.connection());
        AnswerCount answers = AnswerCount.ofTexts(platform.connection())) {
      double rate = 0;
      for (int i = 0; i < BURSTS; i++) {
        progress.accept("S8: rate, burst " + (i + 1) + " of " + BURSTS);
        rate = answers.rateOf(backlog, events::next, BURST);
      }
      return rate / 2;
    }
  }

  private double[] swaps(
      BenchPlatform platform,
      TextEvents events,
      PackageVersions versions,
      double rate,
      Samples samples) {
    SwapLedger ledger = new SwapLedger();
    Duration pair = BEFORE.plus(LEAD).plus(AFTER);
    ExecutorService sending = Executors.newSingleThreadExecutor();
    double[] ratios = new double[options.pairs()];
    try (SteadyTraffic traffic = new SteadyTraffic(platform.connection(), events::next);
        LatencyMeter<TextVerdict> meter =
            LatencyMeter.ofTexts(platform.connection(), ledger::verdict);
        Releases releases = new Releases(platform.connection())) {
      Future<Long> sent =
          sending.submit(
              () -> traffic.send(rate, WARM_UP.plus(pair.multipliedBy(options.pairs()))));
      pause(WARM_UP);
      for (int i = 0; i < ratios.length; i++) {
        var unused = meter.take();
        pause(BEFORE);
        Histogram before = meter.take();
        int next = (i + 1) % 2;
        Instant effectiveAt = Instant.now().plus(LEAD);
        ledger.released(effectiveAt.toEpochMilli(), versions.versions().get(next).version());
        releases.live(versions.versions().get(next), Task.SPAM, effectiveAt);
        pause(LEAD.plus(AFTER));
        Histogram during = meter.take();
        ratios[i] =
            (double) during.getValueAtPercentile(99) / Math.max(1, before.getValueAtPercentile(99));
        samples.add("p99_before_ms", (double) before.getValueAtPercentile(99));
        samples.add("p99_during_ms", (double) during.getValueAtPercentile(99));
        progress.accept(
            String.format(
                Locale.ROOT,
                "S8: swap %d of %d: p99 %d ms before, %d ms during",
                i + 1,
                ratios.length,
                before.getValueAtPercentile(99),
                during.getValueAtPercentile(99)));
      }
      long expected = sent.get();
      awaitAnswers(ledger, expected);
      samples
          .with("sent", expected)
          .with("lost", expected - ledger.answered())
          .with("doubled", ledger.doubled())
          .with("wrong_model", ledger.wrongModel());
      return ratios;
    } catch (ExecutionException e) {
      throw new IllegalStateException("sending failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    } finally {
      sending.shutdownNow();
    }
  }

  private static void awaitAnswers(SwapLedger ledger, long expected) {
    long begin = System.nanoTime();
    while (ledger.answered() < expected && System.nanoTime() - begin < LAST_ANSWERS.toNanos()) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

package dev.weir.cli.bench;

import dev.weir.cli.learn.LearningSeason;
import dev.weir.cli.learn.Period;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.bench.BenchResult;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageStore;
import dev.weir.platform.StartProgress;
import dev.weir.retrain.transformer.train.FineTuneListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * A simulated fortnight on a real pipeline: on the sixth day spam changes its fashion, and each
 * night the loop learns from what people labelled. How far the stream's F1 of the last three days
 * lies below that of the days before the change, with the loop and without.
 */
public final class LearningBench {
  private static final int DAYS = 14;
  private static final int FIRST_SHIFTED = 6;
  private static final int LAST_DAYS = 3;
  private static final double SHIFT = 0.8;

  private final PipelineSetup setup;
  private final int texts;
  private final double labelled;
  private final long seed;
  private final Consumer<String> progress;

  /**
   * @param texts of each day
   * @param labelled share of them that people label
   */
  public LearningBench(
      PipelineSetup setup, int texts, double labelled, long seed, Consumer<String> progress) {
    this.setup = setup;
    this.texts = texts;
    this.labelled = labelled;
    this.seed = seed;
    this.progress = progress;
  }

  /** Measures; takes some minutes. */
  public BenchReport run() throws IOException {
    ModelPackage pack = ModelPackage.read(setup.model());
    progress.accept("starting broker, registry, Flink and the learning application");
    try (BenchPlatform platform = BenchPlatform.start(StartProgress.none())) {
      Path store = platform.dir().resolve("store");
      try (TextPipeline pipeline =
              setup.kind().start(platform.connection(), platform, setup, setup.model(), store);
          TextPipeline join =
              StreamsProcess.start(
                  platform, "learning", List.of(), "dev.weir.streams.LearningApp", List.of())) {
        progress.accept(
            "scoring on %s, labels joined on %s".formatted(pipeline.title(), join.title()));
        LearningSeason season =
            new LearningSeason(
                platform.connection(),
                setup.model(),
                new PackageStore(store),
                platform.dir().resolve("runs"),
                new LearningSeason.Script(
                    DAYS,
                    Duration.ofDays(1),
                    texts,
                    labelled,
                    day -> day < FIRST_SHIFTED ? 0 : SHIFT,
                    seed,
                    Instant.now().minus(DAYS, ChronoUnit.DAYS)));
        List<Period> days = season.play(FineTuneListener.NONE, this::tell);
        return report(pack, pipeline.title(), days);
      }
    }
  }

  private void tell(Period day) {
    progress.accept(
        String.format(
            Locale.ROOT,
            "day %2d: F1 of spam %.3f, without the loop %.3f, by %s; %d labels, %s (%.0f s)",
            day.number(),
            day.f1(),
            day.f1Without(),
            day.model(),
            day.labels(),
            day.outcome() == null ? "the end" : day.outcome(),
            day.seconds()));
  }

  private BenchReport report(ModelPackage pack, String engine, List<Period> days) {
    Samples samples =
        new Samples()
            .with("engine", engine)
            .with("texts_per_day", texts)
            .with("labelled_share", labelled)
            .with("first_day_of_the_change", FIRST_SHIFTED)
            .with("lost", days.stream().mapToLong(Period::lost).sum())
            .with("doubled", days.stream().mapToLong(Period::doubled).sum())
            .with("models", days.stream().map(Period::model).toList())
            .with(
                "outcomes",
                days.stream().map(day -> day.outcome() == null ? "" : day.outcome()).toList());
    days.forEach(
        day -> {
          samples.add("f1", day.f1());
          samples.add("f1_without", day.f1Without());
          samples.add("run_s", day.seconds());
        });
    Map<String, Object> conditions = samples.conditions();
    return new BenchReport(
        List.of(
            BenchResult.of(
                "recovered_f1_gap",
                "points",
                "<= 2",
                new double[] {gap(days, Period::f1)},
                conditions),
            BenchResult.of(
                "gap_without",
                "points",
                "stays",
                new double[] {gap(days, Period::f1Without)},
                Map.of())),
        pack.identity());
  }

  /** Mean F1 before the change less that of the last days, in points of 100. */
  private static double gap(List<Period> days, ToDoubleFunction<Period> f1) {
    return 100
        * (mean(days.subList(0, FIRST_SHIFTED - 1), f1)
            - mean(days.subList(days.size() - LAST_DAYS, days.size()), f1));
  }

  private static double mean(List<Period> days, ToDoubleFunction<Period> f1) {
    return days.stream().mapToDouble(f1).average().orElse(Double.NaN);
  }
}

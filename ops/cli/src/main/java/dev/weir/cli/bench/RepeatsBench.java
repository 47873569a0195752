package dev.weir.cli.bench;

import dev.weir.engine.bench.BenchOptions;
import dev.weir.engine.bench.BenchReport;
import dev.weir.engine.bench.BenchResult;
import dev.weir.engine.bench.BenchTexts;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.platform.StartProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * A pipeline whose chat repeats three lines of five, with the cache of scores and without, in turn
 * (S10).
 */
public final class RepeatsBench {

  private static final int TEXTS = 20_000;
  private static final int HOT = 200;
  private static final int AUTHORS = 20_000;
  private static final int PARTITIONS = 4;
  private static final int WARM_UP_BURSTS = 3;
  private static final int BURST = 150_000;

  private final PipelineSetup setup;
  private final BenchOptions options;
  private final Consumer<String> progress;

  public RepeatsBench(PipelineSetup setup, BenchOptions options, Consumer<String> progress) {
    this.setup = setup;
    this.options = options;
    this.progress = progress;
  }

  /** Measures; takes some minutes. */
  public BenchReport run() throws IOException {
    ModelPackage pack = ModelPackage.read(setup.model());
    List<String> texts = new BenchTexts(pack, options.seed()).distinct(TEXTS);
    EndlessTexts fresh = new EndlessTexts(texts);
    LongFunction<String> chat =
        number ->
            number % 5 < 3
                ? texts.get(Math.floorMod(number * 0x9E3779B97F4A7C15L, HOT))
                : fresh.get(HOT + number);
    progress.accept("starting broker, registry and Flink");
    try (BenchPlatform platform = BenchPlatform.start(StartProgress.none());
        Backlog backlog = new Backlog(platform.connection());
        Lane cached = lane(platform, "cached.", "64", chat);
        Lane bare = lane(platform, "bare.", "0", chat)) {
      for (int i = 0; i < WARM_UP_BURSTS; i++) {
        progress.accept("warming up, burst " + (i + 1) + " of " + WARM_UP_BURSTS);
        double unused = cached.rate(backlog, BURST);
        double unusedToo = bare.rate(backlog, BURST);
      }
      Samples samples = new Samples().with("engine", setup.kind().id()).with("repeated_share", 0.6);
      double[] ratios = new double[options.pairs()];
      for (int pair = 0; pair < ratios.length; pair++) {
        double with = cached.rate(backlog, BURST);
        double without = bare.rate(backlog, BURST);
        samples.add("cached_per_s", with);
        samples.add("bare_per_s", without);
        ratios[pair] = with / without;
        progress.accept(
            String.format(
                Locale.ROOT, "S10: %,.0f to %,.0f a second: %.2f", with, without, ratios[pair]));
      }
      return new BenchReport(
          List.of(BenchResult.of("S10", "ratio", ">= 2.0", ratios, samples.conditions())),
          pack.identity());
    }
  }

  private Lane lane(
      BenchPlatform platform, String name, String cacheMb, LongFunction<String> chat) {
    List<String> jobOptions = new ArrayList<>(setup.jobOptions());
    jobOptions.addAll(List.of("--score-cache-mb", cacheMb));
    PipelineSetup own =
        new PipelineSetup(setup.kind(), setup.model(), setup.parallelism(), jobOptions);
    return Lane.start(platform, name, PARTITIONS, own, chat, AUTHORS);
  }
}

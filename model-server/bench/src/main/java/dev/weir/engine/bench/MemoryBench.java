package dev.weir.engine.bench;

import dev.weir.engine.EngineServices;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.swap.ModelPool;
import dev.weir.engine.swap.ModelSlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Whether the process grows: its resident memory, native memory included, while it scores many
 * texts and while its model is replaced many times.
 *
 * <p>A figure is what was added per million texts, or per thousand swaps, by the slope of a line
 * through all but the first fifth of the observations, which belong to compilers and caches. Start
 * it with a heap of a fixed size that is touched at the start ({@code -Xms}, {@code -Xmx}, {@code
 * -XX:+AlwaysPreTouch}), so that only native memory can grow.
 */
public final class MemoryBench {
  private static final int OBSERVATIONS = 100;
  private static final int TEXTS = 4096;
  private static final int WINDOW = 256;
  private static final int TEXTS_BETWEEN_SWAPS = 16;
  private static final double UNMEASURED = 0.2;

  private final Path pack;
  private final BenchOptions options;
  private final ScorerOptions scorerOptions;
  private final Consumer<String> progress;
  private final List<String> texts;

  private MemoryBench(Path pack, BenchOptions options, Consumer<String> progress) {
    this.pack = pack;
    this.options = options;
    this.progress = progress;
    this.scorerOptions = ScorerOptions.defaults().withProvider(options.provider());
    this.texts = new BenchTexts(ModelPackage.read(pack), options.seed()).distinct(TEXTS);
  }

  /**
   * Scores and swaps.
   *
   * @param records texts to score; rounded up to whole windows
   * @param swaps between the package and a copy of it, a few texts scored after each
   * @throws IOException if the copy cannot be written
   */
  public static BenchReport run(
      Path pack, long records, long swaps, BenchOptions options, Consumer<String> progress)
      throws IOException {
    MemoryBench bench = new MemoryBench(pack, options, progress);
    List<BenchResult> results = new ArrayList<>();
    results.add(bench.records(records));
    try (PackageCopy copy = PackageCopy.of(pack)) {
      results.add(bench.swaps(swaps, copy.dir()));
    }
    return new BenchReport(results, ModelPackage.read(pack).identity());
  }

  private BenchResult records(long records) {
    try (TextScorer scorer = TextScorer.open(pack, scorerOptions)) {
      return observe(
          "memory.records",
          "MiB per million texts",
          1e6,
          records,
          done -> {
            int from = (int) (done % TEXTS);
            return scorer.score(texts.subList(from, Math.min(TEXTS, from + WINDOW))).size();
          });
    }
  }

  private BenchResult swaps(long swaps, Path copy) {
    ModelPool pool = new ModelPool(Long.MAX_VALUE);
    try (ModelSlot slot = ModelSlot.open(pack, scorerOptions, pool, EngineEvents.unmeasured());
        TextScorer scorer = TextScorer.on(slot, scorerOptions, EngineServices.defaults())) {
      return observe(
          "memory.swaps",
          "MiB per thousand swaps",
          1e3,
          swaps,
          done -> {
            slot.swap(done % 2 == 0 ? copy : pack);
            int from = (int) (done * TEXTS_BETWEEN_SWAPS % TEXTS);
            scorer.score(texts.subList(from, from + TEXTS_BETWEEN_SWAPS));
            return 1;
          });
    }
  }

  /** Does some work and tells how many units it was. */
  private interface Work {
    long after(long done);
  }

  private BenchResult observe(String id, String unit, double per, long total, Work work) {
    List<Long> at = new ArrayList<>();
    List<Long> resident = new ArrayList<>();
    long done = 0;
    for (int observation = 1; observation <= OBSERVATIONS; observation++) {
      progress.accept(id + ": " + observation + " of " + OBSERVATIONS);
      while (done < total * observation / OBSERVATIONS) {
        done += work.after(done);
      }
      at.add(done);
      resident.add(MachineLoad.residentMib());
    }
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("provider", options.provider().id());
    conditions.put("total", done);
    conditions.put("after", at);
    conditions.put("rss_mib", resident);
    double growth = per * slope(at, resident);
    return BenchResult.of(id, unit, "flat", new double[] {growth}, conditions);
  }

  /** Least squares through all but the first fifth. */
  static double slope(List<Long> at, List<Long> values) {
    int from = (int) (at.size() * UNMEASURED);
    double meanX = at.stream().skip(from).mapToLong(Long::longValue).average().orElse(0);
    double meanY = values.stream().skip(from).mapToLong(Long::longValue).average().orElse(0);
    double up = 0;
    double down = 0;
    for (int i = from; i < at.size(); i++) {
      up += (at.get(i) - meanX) * (values.get(i) - meanY);
      down += (at.get(i) - meanX) * (at.get(i) - meanX);
    }
    return down == 0 ? 0 : up / down;
  }
}

package dev.weir.engine.bench;

import dev.weir.engine.EngineServices;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.swap.ModelPool;
import dev.weir.engine.swap.ModelSlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * S8 at engine level: how long small batches take, at half the rate the engine can do, before and
 * while its model is swapped again and again; and whether every text is answered once.
 */
public final class SwapBench {
  private static final int BATCH = 16;
  private static final int TEXTS = 1024;
  private static final double LOAD = 0.5;
  private static final int UNMEASURED_SWAPS = 6;
  private static final long SWAP_EVERY_NANOS = 2_000_000_000;

  private final BenchOptions options;
  private final ScorerOptions scorerOptions;
  private final Consumer<String> progress;
  private final List<String> texts;
  private long answered;
  private long sent;

  private SwapBench(Path pack, BenchOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    this.scorerOptions = ScorerOptions.defaults().withProvider(options.provider());
    this.texts = new BenchTexts(ModelPackage.read(pack), options.seed()).distinct(TEXTS);
  }

  /**
   * Swaps a package against a copy of itself under another name.
   *
   * @throws IOException if the copy cannot be written to the system's folder for such files
   */
  public static BenchReport run(Path pack, BenchOptions options, Consumer<String> progress)
      throws IOException {
    try (PackageCopy copy = PackageCopy.of(pack)) {
      return new SwapBench(pack, options, progress).measure(pack, copy.dir());
    }
  }

  private BenchReport measure(Path first, Path second) {
    ModelPool pool = new ModelPool(Long.MAX_VALUE);
    ExecutorService swapper = Executors.newSingleThreadExecutor();
    try (ModelSlot slot = ModelSlot.open(first, scorerOptions, pool, EngineEvents.unmeasured());
        TextScorer scorer = TextScorer.on(slot, scorerOptions, EngineServices.defaults())) {
      long intervalNanos = interval(scorer);
      // the first swaps of a process run code that is not compiled yet; serving processes are past
      // it
      for (int swap = 0; swap < UNMEASURED_SWAPS; swap++) {
        slot.swap(swap % 2 == 0 ? second : first);
      }
      double[] ratios = new double[options.pairs()];
      Map<String, List<Double>> times = new LinkedHashMap<>();
      List<Long> resident = new ArrayList<>();
      int swaps = 0;
      for (int pair = 0; pair < ratios.length; pair++) {
        progress.accept("S8: pair " + (pair + 1) + " of " + ratios.length);
        double[] before = load(scorer, intervalNanos);
        CountDownLatch done = new CountDownLatch(1);
        Future<Integer> swapping = swapper.submit(() -> swapUntil(done, slot, first, second));
        double[] during = load(scorer, intervalNanos);
        done.countDown();
        swaps += swapping.get();
        ratios[pair] = percentile(during, 0.99) / percentile(before, 0.99);
        note(times, "before", before);
        note(times, "during", during);
        resident.add(MachineLoad.residentMib());
      }
      Map<String, Object> conditions = new LinkedHashMap<>();
      conditions.put("provider", options.provider().id());
      conditions.put("batch", BATCH);
      conditions.put("load", LOAD);
      conditions.put("batches_per_s", 1e9 / intervalNanos);
      conditions.put("swaps", swaps);
      conditions.put("unmeasured_swaps_before", UNMEASURED_SWAPS);
      conditions.put("sent", sent);
      conditions.put("lost", Math.max(0, sent - answered));
      conditions.put("doubled", Math.max(0, answered - sent));
      conditions.putAll(times);
      conditions.put("rss_mib", resident);
      return new BenchReport(
          List.of(BenchResult.of("S8", "ratio of p99", "<= 1.2", ratios, conditions)),
          ModelPackage.read(first).identity());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a swap failed: " + e.getCause(), e.getCause());
    } finally {
      swapper.shutdownNow();
    }
  }

  private static int swapUntil(CountDownLatch done, ModelSlot slot, Path first, Path second)
      throws InterruptedException {
    int swaps = 0;
    Path next = second;
    do {
      slot.swap(next);
      next = next.equals(second) ? first : second;
      swaps++;
    } while (!done.await(SWAP_EVERY_NANOS, TimeUnit.NANOSECONDS));
    if (!next.equals(second)) {
      slot.swap(first);
      swaps++;
    }
    return swaps;
  }

  /** Time between batches at the load that is measured. */
  private long interval(TextScorer scorer) {
    progress.accept("S8: full rate");
    int batches = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < options.perSample().toNanos()) {
      score(scorer, batches++);
    }
    return (long) ((System.nanoTime() - start) / (double) batches / LOAD);
  }

  /** Milliseconds from when each batch was due to when it was answered. */
  private double[] load(TextScorer scorer, long intervalNanos) {
    int batches = (int) Math.max(100, options.perSample().toNanos() / intervalNanos);
    double[] millis = new double[batches];
    long due = System.nanoTime();
    for (int i = 0; i < batches; i++) {
      due += intervalNanos;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      score(scorer, i);
      millis[i] = (System.nanoTime() - due) / 1e6;
    }
    return millis;
  }

  private void score(TextScorer scorer, int batch) {
    int from = batch * BATCH % TEXTS;
    sent += BATCH;
    for (ScoreOutcome outcome : scorer.score(texts.subList(from, from + BATCH))) {
      answered += outcome instanceof Scored ? 1 : 0;
    }
  }

  private static void note(Map<String, List<Double>> times, String name, double[] millis) {
    times.computeIfAbsent(name + "_p50_ms", key -> new ArrayList<>()).add(percentile(millis, 0.5));
    times.computeIfAbsent(name + "_p99_ms", key -> new ArrayList<>()).add(percentile(millis, 0.99));
  }

  static double percentile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }
}

package dev.weir.engine.bench;

import ai.onnxruntime.OrtException;
import dev.weir.engine.RowScorer;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.TableInput;
import dev.weir.engine.session.LoadedModel;
import dev.weir.engine.session.RowRunner;
import dev.weir.engine.swap.ModelPool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * S1 of a table package: rows through the engine against a bare loop that copies rows into the same
 * kind of buffers and runs the graph, in batches of its best size, without checks, calibration or
 * outcomes.
 */
final class RowBench {
  private static final int ROWS = 8192;
  private static final int WINDOW = 256;
  private static final int[] BATCHES = {8, 32, 128, 512};
  private static final int ROUNDS = 4;
  private static final double MISSING = 0.05;

  private final Path pack;
  private final BenchOptions options;
  private final Consumer<String> progress;
  private final ScorerOptions scorerOptions;
  private final List<float[]> rows = new ArrayList<>();

  private RowBench(Path pack, BenchOptions options, Consumer<String> progress) {
    this.pack = pack;
    this.options = options;
    this.progress = progress;
    this.scorerOptions = ScorerOptions.defaults().withProvider(options.provider());
  }

  static BenchReport run(Path pack, BenchOptions options, Consumer<String> progress)
      throws OrtException {
    RowBench bench = new RowBench(pack, options, progress);
    return new BenchReport(List.of(bench.againstBareLoop()), ModelPackage.read(pack).identity());
  }

  private BenchResult againstBareLoop() throws OrtException {
    LoadedModel model = ModelPool.process().acquire(pack, scorerOptions, EngineEvents.unmeasured());
    try (RowScorer scorer = RowScorer.open(pack, scorerOptions)) {
      makeRows(model.table());
      double[] bareRates = bareRates(model);
      int best = 0;
      for (int i = 1; i < BATCHES.length; i++) {
        best = bareRates[i] > bareRates[best] ? i : best;
      }
      double[] ratios = new double[options.pairs()];
      List<Double> engine = new ArrayList<>();
      List<Double> bare = new ArrayList<>();
      for (int pair = 0; pair < ratios.length; pair++) {
        progress.accept("S1: pair " + (pair + 1) + " of " + ratios.length);
        engine.add(Rate.of(() -> score(scorer), ROWS, options.perSample()));
        bare.add(bareRate(model, BATCHES[best], 1));
        ratios[pair] = engine.get(pair) / bare.get(pair);
      }
      Map<String, Object> conditions = new LinkedHashMap<>();
      conditions.put("provider", model.session().provider().id());
      conditions.put("threads", 1);
      conditions.put("columns", model.table().columns().size());
      conditions.put("window", WINDOW);
      conditions.put("max_rows", scorerOptions.maxTableRows());
      conditions.put("bare_batch", BATCHES[best]);
      for (int i = 0; i < BATCHES.length; i++) {
        conditions.put("bare_rows_per_s_at_" + BATCHES[i], bareRates[i]);
      }
      conditions.put("engine_rows_per_s", engine);
      conditions.put("bare_rows_per_s", bare);
      return BenchResult.of("S1", "ratio", ">= 0.95", ratios, conditions);
    } finally {
      model.release();
    }
  }

  /** The best rate at each batch, measured in turn: a busy machine must not choose. */
  private double[] bareRates(LoadedModel model) throws OrtException {
    double[] rates = new double[BATCHES.length];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < BATCHES.length; i++) {
        progress.accept("S1: bare loop at batch " + BATCHES[i]);
        rates[i] = Math.max(rates[i], bareRate(model, BATCHES[i], 2));
      }
    }
    return rates;
  }

  private double bareRate(LoadedModel model, int batch, int share) throws OrtException {
    RowRunner runner = model.newRowRunner(batch);
    return Rate.of(() -> bare(model, runner, batch), ROWS, options.perSample().dividedBy(share));
  }

  private void bare(LoadedModel model, RowRunner runner, int batch) throws OrtException {
    for (int from = 0; from < ROWS; from += batch) {
      for (int i = 0; i < batch; i++) {
        runner.put(i, rows.get(from + i));
      }
      runner.run(model.session(), batch);
    }
  }

  private void score(RowScorer scorer) {
    for (int from = 0; from < ROWS; from += WINDOW) {
      for (ScoreOutcome outcome : scorer.score(rows.subList(from, from + WINDOW))) {
        if (outcome instanceof ScoreOutcome.Rejected rejected) {
          throw new IllegalStateException("a generated row was rejected: " + rejected.message());
        }
      }
    }
  }

  private void makeRows(TableInput table) {
    Random random = new Random(options.seed());
    for (int row = 0; row < ROWS; row++) {
      float[] values = new float[table.columns().size()];
      for (int i = 0; i < values.length; i++) {
        boolean missing = table.columns().get(i).missingAllowed() && random.nextDouble() < MISSING;
        values[i] = missing ? Float.NaN : (float) random.nextGaussian();
      }
      rows.add(values);
    }
  }
}

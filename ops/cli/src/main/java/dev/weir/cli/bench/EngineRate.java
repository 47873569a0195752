package dev.weir.cli.bench;

import dev.weir.cli.CommandFailure;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the engine does alone: raw texts to calibrated scores, on as many threads as the pipeline.
 */
final class EngineRate implements AutoCloseable {

  private static final int WINDOW = 256;

  private final List<String> texts;
  private final List<TextScorer> scorers = new ArrayList<>();
  private final ExecutorService threads;

  EngineRate(Path model, List<String> texts, int parallelism) {
    this.texts = texts;
    for (int i = 0; i < parallelism; i++) {
      scorers.add(TextScorer.open(model, ScorerOptions.defaults()));
    }
    threads = Executors.newFixedThreadPool(parallelism);
  }

  /** Texts per second of all threads together, over at least that time. */
  double measure(Duration atLeast) {
    List<Future<Double>> rates = new ArrayList<>();
    for (int i = 0; i < scorers.size(); i++) {
      TextScorer scorer = scorers.get(i);
      int offset = i * texts.size() / scorers.size();
      rates.add(threads.submit(() -> rate(scorer, offset, atLeast)));
    }
    double sum = 0;
    for (Future<Double> rate : rates) {
      sum += get(rate);
    }
    return sum;
  }

  private double rate(TextScorer scorer, int offset, Duration atLeast) {
    long begin = System.nanoTime();
    long done = 0;
    int at = offset;
    while (System.nanoTime() - begin < atLeast.toNanos()) {
      int end = Math.min(at + WINDOW, texts.size());
      done += scorer.score(texts.subList(at, end)).size();
      at = end == texts.size() ? 0 : end;
    }
    return done * 1e9 / (System.nanoTime() - begin);
  }

  private static double get(Future<Double> rate) {
    try {
      return rate.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the engine failed: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    scorers.forEach(TextScorer::close);
  }
}

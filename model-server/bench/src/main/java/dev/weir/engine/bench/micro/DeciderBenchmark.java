package dev.weir.engine.bench.micro;

import dev.weir.engine.batch.BatchDecider;
import dev.weir.engine.batch.BatchDecision;
import dev.weir.engine.batch.BatchLimits;
import dev.weir.engine.batch.QueueView;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One decision about a queue whose records may wait a little longer. */
@State(Scope.Thread)
public class DeciderBenchmark {
  private static final int LONGEST_QUEUE = 64;

  private final BatchDecider decider =
      new BatchDecider(
          new BatchLimits(LONGEST_QUEUE, 2048, Duration.ofMillis(5), Duration.ofMillis(10), 1024));
  private int rows;
  private long now;

  @Benchmark
  public BatchDecision decide() {
    rows = rows % LONGEST_QUEUE + 1;
    now += 1000;
    return decider.decide(
        new QueueView(rows, rows * 22L, 0, now - 100_000, now + 20_000_000, true, false), now);
  }
}

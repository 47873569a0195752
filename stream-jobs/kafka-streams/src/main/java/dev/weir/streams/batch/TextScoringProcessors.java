package dev.weir.streams.batch;

import dev.weir.scoring.TextScoringConfig;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.streams.state.TextStores;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Makes the scoring processor of each task, with its stores; owns what stream threads score with.
 */
public final class TextScoringProcessors
    implements ProcessorSupplier<byte[], byte[], byte[], OutboundRecord>, AutoCloseable {

  private final BatchLimits limits;
  private final DuplicateWindow duplicates;
  private final ScoringPool<ThreadScoring> pool;

  /**
   * @param limits when a batch closes
   * @param duplicates what is a repeat
   * @param pool what stream threads score with
   */
  TextScoringProcessors(
      BatchLimits limits, DuplicateWindow duplicates, ScoringPool<ThreadScoring> pool) {
    this.limits = limits;
    this.duplicates = duplicates;
    this.pool = pool;
  }

  /**
   * Opens a model for each thread.
   *
   * @throws dev.weir.engine.error.ModelPackageException when the model package cannot be used
   * @throws InterruptedException when interrupted while it waits for the registry
   */
  public static TextScoringProcessors open(
      BatchLimits limits, DuplicateWindow duplicates, TextScoringConfig config, int threads)
      throws InterruptedException {
    return new TextScoringProcessors(
        limits, duplicates, ScoringPool.open(() -> ThreadScoring.open(config), threads));
  }

  @Override
  public Processor<byte[], byte[], byte[], OutboundRecord> get() {
    return new TextScoringProcessor(limits, duplicates, pool);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.copyOf(TextStores.builders(duplicates));
  }

  /** Closes the models; only once no stream thread runs any more. */
  @Override
  public void close() {
    pool.close();
  }
}

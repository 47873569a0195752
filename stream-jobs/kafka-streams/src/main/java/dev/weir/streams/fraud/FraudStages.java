package dev.weir.streams.fraud;

import dev.weir.scoring.FraudScoringConfig;
import dev.weir.scoring.alert.AlertSettings;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.streams.batch.BatchLimits;
import dev.weir.streams.batch.ScoringPool;
import dev.weir.streams.state.FraudStores;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes the processors of the stages, with their stores; owns what stream threads decide with. */
public final class FraudStages implements AutoCloseable {

  private final ScoringPool<FraudThread> pool;

  FraudStages(ScoringPool<FraudThread> pool) {
    this.pool = pool;
  }

  /**
   * Opens a model for each thread.
   *
   * @throws dev.weir.engine.error.ModelPackageException when the model package cannot be used
   * @throws InterruptedException when interrupted while it waits for the registry
   */
  public static FraudStages open(FraudScoringConfig config, int threads)
      throws InterruptedException {
    return new FraudStages(ScoringPool.open(() -> FraudThread.open(config), threads));
  }

  /** Bytes of transactions and feedback to items, dead letters among them. */
  public ProcessorSupplier<byte[], byte[], String, FraudItem> intake() {
    return () -> new IntakeProcessor(pool);
  }

  /** Dead letters of the intake to answers. */
  public ProcessorSupplier<String, FraudItem, byte[], OutboundRecord> refused() {
    return RefusedProcessor::new;
  }

  /**
   * Drops repeats and brings labels to their payments; keyed by event id.
   *
   * @param labelMemory how long after it was made a payment can be found
   */
  public ProcessorSupplier<String, FraudItem, String, FraudItem> events(
      DuplicateWindow duplicates, Duration labelMemory) {
    return with(
        () -> new EventProcessor(duplicates, labelMemory),
        () -> FraudStores.ofEvents(duplicates, labelMemory));
  }

  /**
   * Fills the columns of a party; keyed by its id.
   *
   * @param next by whose id the next stage is keyed
   * @param memory how long after its last payment or label one is remembered
   */
  public ProcessorSupplier<String, FraudItem, String, FraudItem> histories(
      Party party, Party next, FraudSettings settings, Duration memory) {
    return with(
        () -> new HistoryProcessor(party, next, settings),
        () -> FraudStores.ofHistories(party, memory));
  }

  /** Scores in batches and raises alerts; keyed by card. */
  public ProcessorSupplier<String, FraudItem, byte[], OutboundRecord> decisions(
      BatchLimits limits, AlertSettings alerts) {
    return with(() -> new DecisionProcessor(limits, alerts, pool), FraudStores::ofScoring);
  }

  private static <K, V> ProcessorSupplier<String, FraudItem, K, V> with(
      Supplier<Processor<String, FraudItem, K, V>> processor,
      Supplier<Set<StoreBuilder<?>>> stores) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, FraudItem, K, V> get() {
        return processor.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores.get();
      }
    };
  }

  /** Closes the models; only once no stream thread runs any more. */
  @Override
  public void close() {
    pool.close();
  }
}

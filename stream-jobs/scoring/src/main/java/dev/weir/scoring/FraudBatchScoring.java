package dev.weir.scoring;

import dev.weir.scoring.event.FraudRequest;
import java.util.List;

/**
 * Answers batches of transactions whose rows are filled: exactly one outbound record, verdict or
 * dead letter, for each. A stream engine's binding holds one for each task and closes it. Confined
 * to one thread.
 */
public interface FraudBatchScoring extends AutoCloseable {

  /**
   * Opens the model and waits for the registry.
   *
   * @throws dev.weir.engine.error.ModelPackageException when the model package cannot be used;
   *     trying again does not help
   * @throws org.apache.kafka.common.errors.SerializationException when the registry refuses the
   *     schema of verdicts
   * @throws InterruptedException when the thread is interrupted while it waits for the registry
   */
  static FraudBatchScoring open(FraudScoringConfig config) throws InterruptedException {
    return OpenFraudScoring.open(config);
  }

  /** What it is at, for gauges; any thread may ask. */
  ScoringStatus status();

  /**
   * Answers every request of the batch, in order. Nothing has been written to Kafka when it throws.
   *
   * @param batch their rows must not change any more
   * @throws InterruptedException when the thread was interrupted while it waited for the registry
   */
  ScoredPayments score(List<FraudRequest> batch) throws InterruptedException;

  /** Frees the model; a second call does nothing. */
  @Override
  void close();
}

package dev.weir.scoring;

import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.event.TextRequest;
import java.util.List;

/**
 * Answers batches of requests: exactly one outbound record, verdict or dead letter, for each. A
 * stream engine's binding holds one for each task and closes it. Confined to one thread.
 */
public interface TextBatchScoring extends AutoCloseable {

  /**
   * Opens the model and waits for the registry.
   *
   * @throws dev.weir.engine.error.ModelPackageException when the model package cannot be used;
   *     trying again does not help
   * @throws org.apache.kafka.common.errors.SerializationException when the registry refuses the
   *     schema of verdicts
   * @throws InterruptedException when the thread is interrupted while it waits for the registry
   */
  static TextBatchScoring open(TextScoringConfig config) throws InterruptedException {
    return OpenTextScoring.open(config);
  }

  /** Name and version of the model in use, for metrics; any thread may ask. */
  String model();

  /** Name and version of the policy in use, for metrics; any thread may ask. */
  String policy();

  /** What it is at, for gauges; any thread may ask. */
  default ScoringStatus status() {
    return new ScoringStatus(model(), policy(), 0, 0, 0, 0);
  }

  /**
   * Answers every request of the batch, in order. Each author's memory is read and written record
   * by record in that order. Nothing has been written to Kafka when it throws; the authors of the
   * batch may have been saved, so the binding restores its state before it gives the batch again.
   *
   * @param authors where the memories of the batch's authors are
   * @throws InterruptedException when the thread was interrupted while it waited for the registry
   */
  ScoredBatch score(List<TextRequest> batch, AuthorBook authors) throws InterruptedException;

  /** Frees the model; a second call does nothing. */
  @Override
  void close();
}

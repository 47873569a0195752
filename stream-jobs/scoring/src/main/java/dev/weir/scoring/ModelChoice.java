package dev.weir.scoring;

import dev.weir.scoring.control.ReleaseLedger;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.event.ScoringRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the model of each record: that of the ledger, or the one that the job was started with.
 * Confined to the thread that scores, but for the figures.
 *
 * @param <M> the models
 */
final class ModelChoice<M extends ScoringModel> {

  private static final Logger LOG = LoggerFactory.getLogger(ModelChoice.class);
  private static final long SWEEP_MILLIS = 60_000;

  private final M started;
  private final @Nullable ReleasedModels<M> released;
  private volatile String current;
  private final AtomicInteger swaps = new AtomicInteger();
  private long latestMillis;
  private long sweptAtMillis;

  ModelChoice(M started, @Nullable ReleasedModels<M> released) {
    this.started = started;
    this.released = released;
    this.current = started.identity().toString();
  }

  /** The model that the job was started with. */
  M started() {
    return started;
  }

  /**
   * The model of that request, loaded.
   *
   * @throws InterruptedException when the thread is interrupted while the model loads
   */
  M of(ScoringRequest request) throws InterruptedException {
    if (released == null) {
      return started;
    }
    while (true) {
      ReleaseLedger ledger = released.usable();
      ReleasedModel wanted = ledger.modelFor(request.origin().timestamp(), request.eventId());
      M model = wanted == null ? started : find(wanted, released);
      if (model != null) {
        return model;
      }
    }
  }

  private @Nullable M find(ReleasedModel wanted, ReleasedModels<M> models)
      throws InterruptedException {
    return wanted.matches(started.identity()) ? started : models.await(wanted);
  }

  /** Models on trial for records of that Kafka timestamp. */
  List<ReleasedModel> onTrial(long atMillis) {
    return released == null ? List.of() : released.usable().at(atMillis).shadows();
  }

  /**
   * To be told of each batch. Records that come a little late change nothing: around a swap,
   * partitions that are apart would make many swaps of one.
   *
   * @param millis Kafka timestamp of the batch's latest record
   */
  void onBatch(long millis) {
    boolean late = millis < latestMillis && millis >= latestMillis - ReleasedModels.LATE_MILLIS;
    if (released == null || late) {
      return;
    }
    latestMillis = millis;
    ReleasedModel live = released.usable().at(millis).live();
    if (live == null || live.matches(started.identity()) || released.isReady(live)) {
      onLive(live == null ? started.identity().toString() : live.label());
    }
    if (millis - sweptAtMillis >= SWEEP_MILLIS) {
      sweptAtMillis = millis;
      released.closeUnneeded(millis);
    }
  }

  private void onLive(String now) {
    if (!now.equals(current)) {
      LOG.info("model {} scores in place of {}", now, current);
      current = now;
      swaps.incrementAndGet();
    }
  }

  /** Name and version of the live model at the latest record. */
  String current() {
    return current;
  }

  int swaps() {
    return swaps.get();
  }

  int refusals() {
    return released == null ? 0 : released.refusals();
  }

  long lastLoadMillis() {
    return released == null ? 0 : released.lastLoadMillis();
  }
}

package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.author.AuthorStanding;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.policy.DecisionTally;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.PolicyDecision;
import dev.weir.scoring.policy.TextFacts;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.verdict.VerdictIds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores copies of records with models on trial, off the critical path: on a thread of low
 * priority, from a bounded queue. What does not fit is dropped and counted; nothing waits for it
 * and nothing of it reaches {@code text-verdicts}. {@link #offer} is for the scoring thread; the
 * models belong to the shadow's own thread.
 */
final class ShadowScoring implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowScoring.class);
  static final int QUEUE = 2_048;
  private static final int BATCH = 32;

  private final TextModel.Loader<ReleasedModel> loader;
  private final Supplier<PolicyBook> policies;
  private final Serializer<TextVerdict> writer;
  private final String topic;
  private final Consumer<OutboundRecord> sink;
  private final InstantSource clock;
  private final BlockingQueue<Copy> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Map<ReleasedModel, Optional<TextModel>> models = new HashMap<>(); // its thread's
  private final Thread thread;

  private record Copy(ReleasedModel model, TextRequest request, AuthorStanding author) {}

  /**
   * @param sink takes finished records on the shadow's thread; closed by the caller
   */
  @SuppressWarnings("ThreadPriorityCheck") // a hint where it is heeded; the queue's bound protects
  ShadowScoring(
      TextModel.Loader<ReleasedModel> loader,
      Supplier<PolicyBook> policies,
      Serializer<TextVerdict> writer,
      String topic,
      Consumer<OutboundRecord> sink,
      InstantSource clock) {
    this.loader = loader;
    this.policies = policies;
    this.writer = writer;
    this.topic = topic;
    this.sink = sink;
    this.clock = clock;
    this.thread = new Thread(this::run, "weir-shadow");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  /** Hands over a copy; false if there is no room, and then it is not scored. */
  boolean offer(ReleasedModel model, TextRequest request, AuthorStanding author) {
    return queue.offer(new Copy(model, request, author));
  }

  private void run() {
    List<Copy> batch = new ArrayList<>(BATCH);
    try {
      while (true) {
        batch.clear();
        batch.add(queue.take());
        queue.drainTo(batch, BATCH - 1);
        Map<ReleasedModel, List<Copy>> byModel = new HashMap<>();
        batch.forEach(
            copy -> byModel.computeIfAbsent(copy.model(), m -> new ArrayList<>()).add(copy));
        byModel.forEach(this::scoreAll);
      }
    } catch (InterruptedException e) {
      LOG.debug("stopped scoring in shadow");
    } finally {
      models.values().forEach(model -> model.ifPresent(TextModel::close));
    }
  }

  private void scoreAll(ReleasedModel which, List<Copy> copies) {
    try {
      models.computeIfAbsent(which, this::load).ifPresent(model -> score(model, copies));
    } catch (RuntimeException e) {
      LOG.warn("model {} on trial failed on {} copies: {}", which.label(), copies.size(), e);
    }
  }

  private Optional<TextModel> load(ReleasedModel which) {
    try {
      return Optional.of(loader.load(which));
    } catch (ModelPackageException e) {
      LOG.warn("refused a model on trial: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void score(TextModel model, List<Copy> copies) {
    List<ScoreOutcome> outcomes =
        model.scorer().score(copies.stream().map(copy -> copy.request().event().text()).toList());
    PolicyBook book = policies.get();
    for (int i = 0; i < copies.size(); i++) {
      if (outcomes.get(i) instanceof ScoreOutcome.Scored scored) {
        sink.accept(record(model, copies.get(i), scored, book));
      }
    }
  }

  private OutboundRecord record(
      TextModel model, Copy copy, ScoreOutcome.Scored scored, PolicyBook book) {
    TextRequest request = copy.request();
    long at = request.origin().timestamp();
    TextFacts facts =
        new TextFacts(
            request.event(),
            model.verdicts().scores(scored),
            copy.author(),
            request.campaign(),
            at);
    PolicyDecision decision = book.live(at).decide(facts, new DecisionTally());
    TextVerdict verdict =
        model.verdicts().of(request.event(), request.origin(), scored, decision, clock.instant());
    verdict =
        TextVerdict.newBuilder(verdict)
            .setVerdictId(
                VerdictIds.ofShadow(model.identity().toString(), request.event().eventId()))
            .build();
    return new OutboundRecord(
        topic, request.origin().key(), writer.serialize(topic, verdict), List.of());
  }

  /** Stops; what waits is not scored. Returns when the models are closed. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

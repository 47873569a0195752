package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;
import dev.weir.scoring.event.ScoringRequest;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/** The scores of a batch, each record's by its own model. Immutable. */
final class Inference<M extends ScoringModel> {

  private final List<M> models;
  private final ScoreOutcome[] outcomes;
  private final long nanos;
  private final long paddedTokens;

  private Inference(List<M> models, ScoreOutcome[] outcomes, long nanos, long paddedTokens) {
    this.models = models;
    this.outcomes = outcomes;
    this.nanos = nanos;
    this.paddedTokens = paddedTokens;
  }

  /**
   * Infers a batch.
   *
   * @param scoring the outcomes of one model, one for each request in their order
   * @param padded tokens that a model has run over since it was asked last
   * @throws InterruptedException when the thread is interrupted while a model loads
   */
  static <M extends ScoringModel, R extends ScoringRequest> Inference<M> of(
      List<R> batch,
      ModelChoice<M> choice,
      BiFunction<M, List<R>, List<ScoreOutcome>> scoring,
      ToLongFunction<M> padded)
      throws InterruptedException {
    List<M> models = new ArrayList<>(batch.size());
    IdentityHashMap<M, List<Integer>> places = new IdentityHashMap<>(2);
    for (int i = 0; i < batch.size(); i++) {
      M model = choice.of(batch.get(i));
      models.add(model);
      places.computeIfAbsent(model, none -> new ArrayList<>(batch.size())).add(i);
    }
    ScoreOutcome[] outcomes = new ScoreOutcome[batch.size()];
    long start = System.nanoTime();
    long paddedTokens = 0;
    for (Map.Entry<M, List<Integer>> group : places.entrySet()) {
      List<R> requests = new ArrayList<>(group.getValue().size());
      group.getValue().forEach(place -> requests.add(batch.get(place)));
      List<ScoreOutcome> scored = scoring.apply(group.getKey(), requests);
      if (scored.size() != requests.size()) {
        throw new IllegalStateException(
            group.getKey().identity()
                + " answered "
                + scored.size()
                + " of "
                + requests.size()
                + " requests");
      }
      for (int i = 0; i < scored.size(); i++) {
        outcomes[group.getValue().get(i)] = scored.get(i);
      }
      paddedTokens += padded.applyAsLong(group.getKey());
    }
    long nanos = batch.isEmpty() ? 0 : System.nanoTime() - start;
    return new Inference<>(models, outcomes, nanos, paddedTokens);
  }

  M model(int index) {
    return models.get(index);
  }

  ScoreOutcome outcome(int index) {
    return outcomes[index];
  }

  /** Time in the models. */
  long nanos() {
    return nanos;
  }

  long paddedTokens() {
    return paddedTokens;
  }
}

package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;
import dev.weir.scoring.event.TextRequest;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The scores of a batch, each record's by its own model. Immutable. */
final class Inference {

  private final TextModel[] models;
  private final ScoreOutcome[] outcomes;
  private final long nanos;
  private final long paddedTokens;

  private Inference(TextModel[] models, ScoreOutcome[] outcomes, long nanos, long paddedTokens) {
    this.models = models;
    this.outcomes = outcomes;
    this.nanos = nanos;
    this.paddedTokens = paddedTokens;
  }

  /**
   * Infers a batch.
   *
   * @throws InterruptedException when the thread is interrupted while a model loads
   */
  static Inference of(List<TextRequest> batch, ModelChoice choice) throws InterruptedException {
    TextModel[] models = new TextModel[batch.size()];
    IdentityHashMap<TextModel, List<Integer>> places = new IdentityHashMap<>(2);
    for (int i = 0; i < models.length; i++) {
      models[i] = choice.of(batch.get(i));
      places.computeIfAbsent(models[i], model -> new ArrayList<>(batch.size())).add(i);
    }
    ScoreOutcome[] outcomes = new ScoreOutcome[models.length];
    long start = System.nanoTime();
    long padded = 0;
    for (Map.Entry<TextModel, List<Integer>> group : places.entrySet()) {
      score(group.getKey(), group.getValue(), batch, outcomes);
      padded += group.getKey().meter().takePaddedTokens();
    }
    long nanos = models.length == 0 ? 0 : System.nanoTime() - start;
    return new Inference(models, outcomes, nanos, padded);
  }

  private static void score(
      TextModel model, List<Integer> places, List<TextRequest> batch, ScoreOutcome[] into) {
    List<String> texts = new ArrayList<>(places.size());
    places.forEach(place -> texts.add(batch.get(place).event().text()));
    List<ScoreOutcome> scored = model.scorer().score(texts);
    if (scored.size() != texts.size()) {
      throw new IllegalStateException(
          model.identity() + " answered " + scored.size() + " of " + texts.size() + " texts");
    }
    for (int i = 0; i < scored.size(); i++) {
      into[places.get(i)] = scored.get(i);
    }
  }

  TextModel model(int index) {
    return models[index];
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

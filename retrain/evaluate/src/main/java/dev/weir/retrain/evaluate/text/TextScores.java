package dev.weir.retrain.evaluate.text;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.TextScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * The outcomes of a list of texts, and how long they took.
 *
 * @param outcomes in the order of the texts
 */
record TextScores(List<ScoreOutcome> outcomes, double seconds) {
  private static final int CHUNK = 2048;

  TextScores {
    outcomes = List.copyOf(outcomes);
  }

  /** Scores texts on the caller's thread, by the engine's own batches. */
  static TextScores of(TextScorer scorer, List<String> texts, LongConsumer progress) {
    List<ScoreOutcome> outcomes = new ArrayList<>(texts.size());
    long begin = System.nanoTime();
    for (int from = 0; from < texts.size(); from += CHUNK) {
      outcomes.addAll(scorer.score(texts.subList(from, Math.min(from + CHUNK, texts.size()))));
      progress.accept(outcomes.size());
    }
    return new TextScores(outcomes, (System.nanoTime() - begin) / 1e9);
  }

  /** How many texts were rejected, by the reason's code. */
  Map<String, Long> rejected() {
    Map<String, Long> codes = new TreeMap<>();
    for (ScoreOutcome outcome : outcomes) {
      if (outcome instanceof ScoreOutcome.Rejected rejected) {
        codes.merge(rejected.code(), 1L, Long::sum);
      }
    }
    return codes;
  }
}

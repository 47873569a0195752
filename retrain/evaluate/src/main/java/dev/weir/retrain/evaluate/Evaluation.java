package dev.weir.retrain.evaluate;

import dev.weir.engine.ModelIdentity;
import java.util.List;
import java.util.Map;

/**
 * How good a model is on a data set. Immutable.
 *
 * @param data name of the set
 * @param dataHash SHA-256 of the rows that were used, as {@link
 *     dev.weir.retrain.dataset.snapshot.Snapshot} has it; empty if it was not computed
 * @param split {@code train}, {@code valid}, {@code test} or {@code all}
 * @param madeSplit whether Weir drew the split, because the set has none
 * @param results a task each
 * @param rejected rows that the engine could not score, by reason; they count in no metric
 * @param rowsPerSecond scored, loading and warming the model not counted; 0 if nothing was scored
 *     by the engine
 * @param obfuscated what recall remains on disguised texts; empty if it was not asked for
 */
public record Evaluation(
    ModelIdentity model,
    String data,
    String dataHash,
    String split,
    boolean madeSplit,
    List<TaskResult> results,
    Map<String, Long> rejected,
    double rowsPerSecond,
    List<ObfuscationResult> obfuscated) {
  public Evaluation {
    results = List.copyOf(results);
    rejected = Map.copyOf(rejected);
    obfuscated = List.copyOf(obfuscated);
  }
}

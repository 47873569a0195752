package dev.weir.retrain.fraud.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Random search with successive halving (Jamieson and Talwalkar 2016): all candidates are measured
 * on one fold, the better half of them on two, the better half of those on four, and so on until
 * all folds are used. Deterministic. Stateless.
 */
public final class SuccessiveHalving {
  private SuccessiveHalving() {}

  /** Measures a candidate on a fold; more is better. */
  public interface Measure<T> {
    double of(T candidate, int fold);
  }

  /**
   * A candidate and what it reached.
   *
   * @param folds on how many it was measured
   * @param score mean over them
   */
  public record Trial<T>(T candidate, int folds, double score) {}

  /** How many measurements a search takes. */
  public static int measurements(int candidates, int folds) {
    int sum = 0;
    int done = 0;
    int alive = candidates;
    for (int use = 1; done < folds; use = Math.min(folds, use * 2)) {
      sum += alive * (use - done);
      done = use;
      alive = Math.max(1, (alive + 1) / 2);
    }
    return sum;
  }

  /**
   * Searches.
   *
   * @param folds how many there are
   * @param onTrial told after every measurement
   * @return all candidates, those that came furthest first, among these the best first
   */
  public static <T> List<Trial<T>> run(
      List<T> candidates, int folds, Measure<T> measure, Consumer<Trial<T>> onTrial) {
    if (candidates.isEmpty() || folds < 1) {
      throw new IllegalArgumentException(
          "a search needs a candidate and a fold, got " + candidates.size() + " and " + folds);
    }
    List<Trial<T>> alive = new ArrayList<>();
    candidates.forEach(candidate -> alive.add(new Trial<>(candidate, 0, 0)));
    List<Trial<T>> out = new ArrayList<>();
    int done = 0;
    for (int use = 1; done < folds; use = Math.min(folds, use * 2)) {
      for (int i = 0; i < alive.size(); i++) {
        Trial<T> trial = alive.get(i);
        for (int fold = done; fold < use; fold++) {
          double score = measure.of(trial.candidate(), fold);
          double mean = (trial.score() * trial.folds() + score) / (trial.folds() + 1);
          trial = new Trial<>(trial.candidate(), fold + 1, mean);
          onTrial.accept(trial);
        }
        alive.set(i, trial);
      }
      alive.sort(Comparator.comparingDouble((Trial<T> trial) -> -trial.score()));
      done = use;
      if (done < folds) {
        Set<Trial<T>> lost = new HashSet<>(alive.subList((alive.size() + 1) / 2, alive.size()));
        out.addAll(0, alive.subList((alive.size() + 1) / 2, alive.size()));
        alive.removeIf(lost::contains);
      }
    }
    alive.addAll(out);
    return alive;
  }
}

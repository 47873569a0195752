package dev.weir.retrain.backtest;

import dev.weir.schemas.Decision;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What would have been decided beside what was, over the transactions that had a verdict.
 * Immutable.
 *
 * @param changes by what happened and what would have
 * @param largest the changed decisions on the largest amounts, the largest first
 */
public record Comparison(
    Outcomes would, Outcomes happened, Map<Change, Tally> changes, List<Difference> largest) {

  public Comparison {
    changes = java.util.Collections.unmodifiableMap(new TreeMap<>(changes));
    largest = List.copyOf(largest);
  }

  /** A pair of decisions, which may be the same. */
  public record Change(Decision happened, Decision would) implements Comparable<Change> {
    @Override
    public int compareTo(Change other) {
      int first = happened.compareTo(other.happened);
      return first != 0 ? first : would.compareTo(other.would);
    }
  }

  /** How many decisions differ. */
  public long changed() {
    return changes.entrySet().stream()
        .filter(entry -> entry.getKey().happened() != entry.getKey().would())
        .mapToLong(entry -> entry.getValue().n())
        .sum();
  }
}

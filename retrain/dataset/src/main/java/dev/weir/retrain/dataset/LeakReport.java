package dev.weir.retrain.dataset;

import java.util.List;
import java.util.Map;

/**
 * What stands more than once in a data set, by text after normalisation, among rows that have
 * labels of the same task.
 *
 * @param leaks rows of one split whose text also stands in a stricter one
 * @param dropped rows left out for it, by split
 * @param duplicates rows beyond the first of a text within a split
 * @param contradictions texts that carry different labels of one task
 */
public record LeakReport(
    List<Leak> leaks, Map<Split, Long> dropped, Map<Split, Long> duplicates, long contradictions) {
  public LeakReport {
    leaks = List.copyOf(leaks);
    dropped = Map.copyOf(dropped);
    duplicates = Map.copyOf(duplicates);
  }

  /**
   * Rows that know what they must not.
   *
   * @param from the split they stand in
   * @param into the split that has the same texts
   * @param rows of {@code from}
   * @param texts distinct ones
   */
  public record Leak(Split from, Split into, long rows, long texts) {
    /** {@code 12 train rows repeat 9 texts of test}, as messages say it. */
    @Override
    public String toString() {
      return "%d %s rows repeat %d texts of %s".formatted(rows, from.id(), texts, into.id());
    }
  }
}

package dev.weir.streams.drift;

import dev.weir.schemas.DriftSubject;
import dev.weir.scoring.drift.DriftSlices;
import dev.weir.scoring.drift.SliceCounts;
import dev.weir.streams.state.TableStore;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a task's open windows, in its table. Their number is bounded: by the slices of a
 * subject, the models of a window and the windows that are open. Confined to the task's thread.
 */
final class WindowCounts {

  /** Models that score at once; more are a sign of forged verdicts. */
  private static final int MOST_MODELS = 8;

  private final TableStore<WindowKey, SliceCounts> table;
  private final int mostSlices;

  WindowCounts(TableStore<WindowKey, SliceCounts> table, int mostSlices) {
    this.table = table;
    this.mostSlices = mostSlices;
  }

  /** Counts a sighting in the window of that start; adds the keys that have changed. */
  boolean count(Sighting sighting, long startMillis, Set<WindowKey> changed) {
    for (String slice : sighting.slices()) {
      WindowKey key = new WindowKey(sighting.model(), sighting.subject(), slice, startMillis);
      SliceCounts counts = table.get(key);
      if (counts == null) {
        key = room(key);
        if (key == null) {
          return false;
        }
        counts = table.get(key);
      }
      if (counts == null) {
        counts = new SliceCounts();
      }
      sighting.observation().countIn(counts);
      table.put(key, counts);
      changed.add(key);
    }
    return true;
  }

  /** The key under which a new slice is counted; null where there is no room for its model. */
  private @Nullable WindowKey room(WindowKey key) {
    int slices = 0;
    Set<String> models = new HashSet<>();
    for (WindowKey other : table.rows().keySet()) {
      slices += key.isBeside(other) ? 1 : 0;
      if (other.startMillis() == key.startMillis()) {
        models.add(other.model());
      }
    }
    if (!models.contains(key.model()) && models.size() > MOST_MODELS) {
      return null;
    }
    return slices < mostSlices ? key : key.of(key.subject(), DriftSlices.OTHER);
  }

  /**
   * The model that gave most verdicts on texts in that window, or in the latest before; or null.
   */
  @Nullable String textModel(long startMillis) {
    String best = null;
    long bestStart = Long.MIN_VALUE;
    long bestRecords = 0;
    for (Map.Entry<WindowKey, SliceCounts> row : table.rows().entrySet()) {
      WindowKey key = row.getKey();
      long records = row.getValue().records();
      boolean counts =
          key.slice().equals(DriftSlices.ALL)
              && key.startMillis() <= startMillis
              && isOfText(key.subject());
      boolean later = key.startMillis() > bestStart;
      if (counts && (later || (key.startMillis() == bestStart && records > bestRecords))) {
        best = key.model();
        bestStart = key.startMillis();
        bestRecords = records;
      }
    }
    return best;
  }

  private static boolean isOfText(DriftSubject subject) {
    return switch (subject) {
      case SENTIMENT_SCORES, SPAM_SCORES, ABUSE_SCORES -> true;
      case TEXT_INPUT, PAYMENT_INPUT, FRAUD_SCORES, OTHER -> false;
    };
  }
}

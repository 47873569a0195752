package dev.weir.streams.drift;

import dev.weir.scoring.drift.DriftThresholds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How drift is watched. Immutable.
 *
 * @param models folders of model packages with their references; they need not exist
 * @param window length of a window, by Kafka timestamps
 * @param firstRecords records under a model that become its reference where its package has none
 * @param mostSlices slices of a subject under a model in one window; further ones are counted as
 *     {@code other}
 * @param thresholds from when on a slice has moved
 */
public record DriftSettings(
    List<Path> models,
    Duration window,
    long firstRecords,
    int mostSlices,
    DriftThresholds thresholds) {

  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);

  public DriftSettings {
    models = List.copyOf(models);
    if (window.compareTo(SHORTEST_WINDOW) < 0) {
      throw new IllegalArgumentException(
          "the window of drift is expected to be a second or longer, such as PT10M; got " + window);
    }
    if (firstRecords < thresholds.leastRecords() || mostSlices < 1) {
      throw new IllegalArgumentException(
          "drift needs "
              + thresholds.leastRecords()
              + " records or more as a reference, and a slice; got "
              + firstRecords
              + " and "
              + mostSlices);
    }
  }

  /** Windows of that length, 2,000 records as a reference, 16 slices. */
  public static DriftSettings of(List<Path> models, Duration window) {
    return new DriftSettings(models, window, 2_000, 16, DriftThresholds.DEFAULT);
  }

  long windowMillis() {
    return window.toMillis();
  }

  /** First instant of the window of that Kafka timestamp. */
  long windowStart(long millis) {
    return Math.floorDiv(millis, windowMillis()) * windowMillis();
  }
}

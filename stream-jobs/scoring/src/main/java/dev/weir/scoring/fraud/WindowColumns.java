package dev.weir.scoring.fraud;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A window and the columns of a row that are filled from it; -1 for those that nobody asks for. */
record WindowColumns(long length, int count, int sum, int mean, int spread, int parties) {
  private static final String[] NAMES = {"10m", "1h", "1d", "7d", "30d"};
  private static final long[] LENGTHS = {
    Windows.MINUTES_10, Windows.HOUR, Windows.DAY, Windows.DAYS_7, Windows.DAYS_30
  };

  /**
   * The windows of a source, the shortest first.
   *
   * @param source what its columns begin with, such as {@code card}
   * @param parties what the different other sides are called, such as {@code terminals}
   */
  static WindowColumns[] of(String source, String parties) {
    List<WindowColumns> windows = new ArrayList<>();
    for (int i = 0; i < NAMES.length; i++) {
      String end = "_" + NAMES[i];
      windows.add(
          new WindowColumns(
              LENGTHS[i],
              column(source + "_count" + end),
              column(source + "_sum" + end),
              column(source + "_mean" + end),
              column(source + "_spread" + end),
              column(source + "_" + parties + end)));
    }
    return windows.toArray(WindowColumns[]::new);
  }

  /** Where a feature stands in a row, -1 if there is no such feature. */
  static int column(String name) {
    @Nullable FraudFeature feature = FraudFeature.ofColumn(name);
    return feature == null ? -1 : feature.index();
  }
}

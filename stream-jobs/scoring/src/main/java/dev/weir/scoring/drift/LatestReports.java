package dev.weir.scoring.drift;

import dev.weir.schemas.DriftReport;
import dev.weir.schemas.ModelRef;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The latest report of each slice of a subject under a model. Not thread-safe. */
public final class LatestReports {

  private static final Comparator<DriftReport> WORST_FIRST =
      Comparator.comparing(DriftReport::getVerdict)
          .reversed()
          .thenComparing(DriftReport::getSubject)
          .thenComparing(DriftReport::getSlice)
          .thenComparing(DriftReport::getWindowEnd, Comparator.reverseOrder());

  private final Map<String, DriftReport> latest = new HashMap<>();

  /** Takes the next report of the topic; of one window the last counts. */
  public void add(DriftReport report) {
    ModelRef model = report.getModel();
    String slice =
        String.join(
            "|",
            model.getName(),
            model.getVersion(),
            model.getDigest(),
            report.getSubject().name(),
            report.getSlice());
    latest.merge(
        slice,
        report,
        (before, now) -> now.getWindowEnd().isBefore(before.getWindowEnd()) ? before : now);
  }

  /** How many slices there are. */
  public int size() {
    return latest.size();
  }

  /** The reports, those that moved furthest first. */
  public List<DriftReport> worstFirst(int limit) {
    return latest.values().stream().sorted(WORST_FIRST).limit(limit).toList();
  }
}

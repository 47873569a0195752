package dev.weir.scoring.drift;

import dev.weir.schemas.DriftVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A window of a slice against its reference, feature by feature. Immutable.
 *
 * @param verdict that of the feature which moved furthest
 * @param furthest the feature that moved furthest beyond chance; null where nothing was compared
 * @param movers features beyond what chance exceeds once in a thousand, the furthest first
 */
public record DriftComparison(DriftVerdict verdict, @Nullable Moved furthest, List<Moved> movers) {

  /** Features that are named at most. */
  static final int MOST_MOVERS = 10;

  /** Where there is no reference yet. */
  public static final DriftComparison NONE =
      new DriftComparison(DriftVerdict.NONE, null, List.of());

  /**
   * How far one feature moved.
   *
   * @param feature its name
   */
  public record Moved(String feature, Divergence divergence) {}

  public DriftComparison {
    movers = List.copyOf(movers);
  }

  /** Compares what both have. A feature that only one of them has is left out. */
  public static DriftComparison of(
      SliceCounts reference, SliceCounts window, DriftThresholds thresholds) {
    List<Moved> all = new ArrayList<>();
    for (Map.Entry<String, Histogram> entry : reference.features().entrySet()) {
      Histogram in = window.features().get(entry.getKey());
      if (in != null && in.scale() == entry.getValue().scale()) {
        Divergence divergence = Divergence.of(entry.getValue(), in);
        if (divergence.bins() > 1) {
          all.add(new Moved(entry.getKey(), divergence));
        }
      }
    }
    if (all.isEmpty()) {
      return NONE;
    }
    all.sort(Comparator.comparingDouble((Moved moved) -> -moved.divergence().excess()));
    boolean enough =
        reference.records() >= thresholds.leastRecords()
            && window.records() >= thresholds.leastRecords();
    List<Moved> movers =
        all.stream()
            .filter(moved -> moved.divergence().psi() > moved.divergence().noiseLimit())
            .limit(MOST_MOVERS)
            .toList();
    DriftVerdict worst =
        movers.stream()
            .map(moved -> thresholds.verdict(moved.divergence()))
            .max(Comparator.naturalOrder())
            .orElse(DriftVerdict.NONE);
    return new DriftComparison(enough ? worst : DriftVerdict.NONE, all.get(0), movers);
  }
}

package dev.weir.scoring.drift;

import dev.weir.schemas.DriftBaseline;
import dev.weir.schemas.DriftMover;
import dev.weir.schemas.DriftReport;
import dev.weir.schemas.DriftSubject;
import dev.weir.schemas.ModelRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes reports of drift. Immutable. */
public final class DriftReportWriter {

  private final DriftThresholds thresholds;

  public DriftReportWriter(DriftThresholds thresholds) {
    this.thresholds = thresholds;
  }

  /**
   * What a window is of.
   *
   * @param startMillis its first instant, by Kafka timestamps
   * @param endMillis the first instant after it
   */
  public record Window(
      ModelRef model, DriftSubject subject, String slice, long startMillis, long endMillis) {

    /** Name of the subject in this slice under this model, the same for every window. */
    public String series() {
      return String.join(
          "|", model.getName(), model.getVersion(), model.getDigest(), subject.name(), slice);
    }
  }

  /**
   * What windows are compared to.
   *
   * @param baseline where it is from; GATHERING while there is none
   * @param counts its counts; null while there are none
   * @param known what is known of the accuracy; null where that is nothing
   */
  public record Reference(
      DriftBaseline baseline,
      @Nullable SliceCounts counts,
      AccuracyEstimate.@Nullable Known known) {

    /** While the first records are gathered. */
    public static final Reference GATHERING = new Reference(DriftBaseline.GATHERING, null, null);
  }

  /** The report of a window. */
  public DriftReport of(Window window, SliceCounts counts, Reference reference) {
    SliceCounts before = reference.counts();
    DriftComparison comparison =
        before == null ? DriftComparison.NONE : DriftComparison.of(before, counts, thresholds);
    DriftComparison.Moved furthest = comparison.furthest();
    AccuracyEstimate.Known known = reference.known();
    return DriftReport.newBuilder()
        .setEventId(id(window))
        .setOccurredAt(Instant.ofEpochMilli(window.endMillis()))
        .setModel(window.model())
        .setSubject(window.subject())
        .setSlice(window.slice())
        .setWindowStart(Instant.ofEpochMilli(window.startMillis()))
        .setWindowEnd(Instant.ofEpochMilli(window.endMillis()))
        .setReference(reference.baseline())
        .setReferenceRecords(before == null ? 0 : before.records())
        .setRecords(counts.records())
        .setVerdict(comparison.verdict())
        .setFurthest(furthest == null ? null : mover(furthest))
        .setMovers(comparison.movers().stream().map(DriftReportWriter::mover).toList())
        .setEstimatedAccuracy(estimate(counts, known))
        .setReferenceAccuracy(known == null ? null : known.accuracy())
        .build();
  }

  /** The estimate that was nearest on validation splits (docs/drift.md), where it can be had. */
  private @Nullable Double estimate(SliceCounts counts, AccuracyEstimate.@Nullable Known known) {
    Histogram confidences = counts.features().get(Observation.CONFIDENCE);
    if (confidences == null || confidences.total() < thresholds.leastRecords()) {
      return null;
    }
    return known == null
        ? AccuracyEstimate.averageConfidence(confidences)
        : AccuracyEstimate.thresholdedConfidence(known, confidences);
  }

  private static DriftMover mover(DriftComparison.Moved moved) {
    Divergence divergence = moved.divergence();
    return DriftMover.newBuilder()
        .setFeature(moved.feature())
        .setPsi(divergence.psi())
        .setJs(divergence.js())
        .setNoise(divergence.noise())
        .setNoiseLimit(divergence.noiseLimit())
        .build();
  }

  private static String id(Window window) {
    String name =
        "drift:" + window.series() + "|" + window.startMillis() + "|" + window.endMillis();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}

package dev.weir.streams.drift;

import dev.weir.schemas.DriftReport;
import dev.weir.schemas.DriftVerdict;
import dev.weir.streams.batch.TaskMetrics;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.metrics.Sensor;
import org.jspecify.annotations.Nullable;

/**
 * The last report of each slice as metrics with the tags {@code subject} and {@code slice}, and
 * counts of reports. The first {@value #MOST_SLICES} slices have metrics, so their number is
 * bounded. Confined to the task's thread; reporters read concurrently.
 */
final class DriftMetrics {

  static final int MOST_SLICES = 64;

  private final TaskMetrics metrics;
  private final Map<String, DriftReport> last = new ConcurrentHashMap<>();
  private final Sensor reports;
  private final Sensor watches;
  private final Sensor drifts;

  DriftMetrics(TaskMetrics metrics) {
    this.metrics = metrics;
    reports = metrics.counter("driftReports");
    watches = metrics.counter("driftReports", "verdict", "watch");
    drifts = metrics.counter("driftReports", "verdict", "drift");
  }

  void tell(DriftReport report) {
    reports.record();
    if (report.getVerdict() == DriftVerdict.WATCH) {
      watches.record();
    } else if (report.getVerdict() == DriftVerdict.DRIFT) {
      drifts.record();
    }
    String subject = report.getSubject().name().toLowerCase(Locale.ROOT);
    String key = subject + "|" + report.getSlice();
    DriftReport before = last.get(key);
    if (before == null) {
      if (last.size() >= MOST_SLICES) {
        return;
      }
      last.put(key, report);
      gauges(key, subject, report.getSlice());
    } else if (!before.getWindowEnd().isAfter(report.getWindowEnd())) {
      last.put(key, report);
    }
  }

  private void gauges(String key, String subject, String slice) {
    String[] tags = {"subject", subject, "slice", slice};
    metrics.gauge("driftPsi", () -> psi(last.get(key)), tags);
    metrics.gauge("driftJs", () -> js(last.get(key)), tags);
    metrics.gauge("estimatedAccuracy", () -> accuracy(last.get(key)), tags);
  }

  private static double psi(@Nullable DriftReport report) {
    return report == null || report.getFurthest() == null ? 0 : report.getFurthest().getPsi();
  }

  private static double js(@Nullable DriftReport report) {
    return report == null || report.getFurthest() == null ? 0 : report.getFurthest().getJs();
  }

  private static double accuracy(@Nullable DriftReport report) {
    return report == null || report.getEstimatedAccuracy() == null
        ? Double.NaN
        : report.getEstimatedAccuracy();
  }
}

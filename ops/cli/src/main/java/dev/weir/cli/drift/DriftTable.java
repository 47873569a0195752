package dev.weir.cli.drift;

import dev.weir.cli.show.RecordLine;
import dev.weir.schemas.DriftMover;
import dev.weir.schemas.DriftReport;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reports of drift as lines of a table. Stateless. */
public final class DriftTable {

  private static final String ROW =
      "%-7s  %-16s  %-22s  %-20s  %-20s  %8s  %-16s  %6s  %6s  %5s  %5s";

  private DriftTable() {}

  /** What the columns are. */
  public static String head() {
    return String.format(
            Locale.ROOT,
            ROW,
            "verdict",
            "subject",
            "slice",
            "model",
            "window until",
            "records",
            "furthest",
            "psi",
            "chance",
            "js",
            "right")
        .stripTrailing();
  }

  /** A report as one line. */
  public static String line(DriftReport report) {
    DriftMover furthest = report.getFurthest();
    Double right = report.getEstimatedAccuracy();
    return String.format(
            Locale.ROOT,
            ROW,
            verdict(report),
            report.getSubject().name().toLowerCase(Locale.ROOT),
            RecordLine.plain(report.getSlice()),
            RecordLine.plain(report.getModel().getName() + "@" + report.getModel().getVersion()),
            report.getWindowEnd().truncatedTo(ChronoUnit.SECONDS),
            String.format(Locale.ROOT, "%,d", report.getRecords()),
            furthest == null ? "-" : RecordLine.plain(furthest.getFeature()),
            number(furthest == null ? null : furthest.getPsi()),
            number(furthest == null ? null : furthest.getNoise()),
            number(furthest == null ? null : furthest.getJs()),
            number(right))
        .stripTrailing();
  }

  private static String verdict(DriftReport report) {
    return switch (report.getReference()) {
      case GATHERING -> "-";
      case PACKAGE, FIRST_WINDOW -> report.getVerdict().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }
}

package dev.weir.cli.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.DriftBaseline;
import dev.weir.schemas.DriftMover;
import dev.weir.schemas.DriftReport;
import dev.weir.schemas.DriftSubject;
import dev.weir.schemas.DriftVerdict;
import dev.weir.schemas.ModelRef;
import dev.weir.scoring.drift.LatestReports;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DriftTableTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void line_ofAReport_hasItsFigures() {
    assertThat(DriftTable.line(report("all", DriftVerdict.DRIFT, 0, 1_234)))
        .isEqualTo(
            "drift    spam_scores       all                     weir-text@1.0.0       2026-03-01T12:10:00Z"
                + "     1,234  score              0.310   0.010  0.200  0.910");
  }

  @Test
  void line_whileGathering_hasNoVerdict() {
    DriftReport report =
        DriftReport.newBuilder(report("all", DriftVerdict.NONE, 0, 5))
            .setReference(DriftBaseline.GATHERING)
            .setFurthest(null)
            .setEstimatedAccuracy(null)
            .build();

    assertThat(DriftTable.line(report)).startsWith("-  ").endsWith("-");
  }

  @Test
  void line_withControlCharactersInASlice_showsDots() {
    assertThat(DriftTable.line(report("topic:\u001b[2J", DriftVerdict.NONE, 0, 1)))
        .contains("topic:·[2J");
  }

  @Test
  void reports_ofOneWindow_theLastCounts() {
    LatestReports reports = new LatestReports();
    reports.add(report("all", DriftVerdict.NONE, 0, 100));
    reports.add(report("all", DriftVerdict.NONE, 0, 101));
    reports.add(report("all", DriftVerdict.WATCH, 600, 90));
    reports.add(report("all", DriftVerdict.NONE, 0, 102));
    reports.add(report("language:zh", DriftVerdict.DRIFT, 0, 40));

    assertThat(reports.size()).isEqualTo(2);
    assertThat(reports.worstFirst(9)).extracting(DriftReport::getRecords).containsExactly(40L, 90L);
    assertThat(reports.worstFirst(1)).hasSize(1);
  }

  private static DriftReport report(String slice, DriftVerdict verdict, int second, long records) {
    return DriftReport.newBuilder()
        .setEventId("id")
        .setOccurredAt(START)
        .setModel(new ModelRef("weir-text", "1.0.0", "abc"))
        .setSubject(DriftSubject.SPAM_SCORES)
        .setSlice(slice)
        .setWindowStart(START.plusSeconds(second))
        .setWindowEnd(START.plusSeconds(second + 600))
        .setReference(DriftBaseline.PACKAGE)
        .setReferenceRecords(5_000)
        .setRecords(records)
        .setVerdict(verdict)
        .setFurthest(new DriftMover("score", 0.31, 0.2, 0.01, 0.03))
        .setEstimatedAccuracy(0.91)
        .build();
  }
}

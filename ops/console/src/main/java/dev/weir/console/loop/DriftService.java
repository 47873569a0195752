package dev.weir.console.loop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weir.console.http.Json;
import dev.weir.schemas.DriftMover;
import dev.weir.schemas.DriftReport;
import dev.weir.scoring.drift.LatestReports;
import java.util.List;
import java.util.Locale;

/** {@code GET /v1/drift}: the latest report of each slice, furthest first. Thread-safe. */
public final class DriftService implements HttpService {

  private static final int SHOWN = 60;

  private final LatestReports reports = new LatestReports();

  /** A report came. */
  public void report(DriftReport report) {
    synchronized (reports) {
      reports.add(report);
    }
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    List<DriftReport> shown;
    ObjectNode body = Json.object();
    synchronized (reports) {
      body.put("slices", reports.size());
      shown = reports.worstFirst(SHOWN);
    }
    ArrayNode list = body.putArray("reports");
    shown.forEach(report -> list.add(json(report)));
    return Json.answer(HttpStatus.OK, body);
  }

  private static ObjectNode json(DriftReport report) {
    DriftMover furthest = report.getFurthest();
    ObjectNode node =
        Json.object()
            .put("subject", word(report.getSubject()))
            .put("slice", report.getSlice())
            .put("model", report.getModel().getName() + "@" + report.getModel().getVersion())
            .put("window_end", report.getWindowEnd().toString())
            .put("records", report.getRecords())
            .put("reference", word(report.getReference()))
            .put("verdict", word(report.getVerdict()))
            .put("estimated_accuracy", report.getEstimatedAccuracy());
    if (furthest != null) {
      node.put("feature", furthest.getFeature())
          .put("psi", furthest.getPsi())
          .put("chance", furthest.getNoise())
          .put("js", furthest.getJs());
    }
    return node;
  }

  private static String word(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT);
  }
}

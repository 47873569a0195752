package dev.weir.console.loop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weir.console.http.Json;
import dev.weir.console.http.Problem;
import dev.weir.retrain.release.ReleaseEntry;
import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseHistory;
import dev.weir.retrain.release.ReleaseLog;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.retrain.release.ReleaseStages;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code GET /v1/releases}: who answers now, and every step with its reason, the newest first. The
 * topic is read at most every other second. Thread-safe.
 */
public final class ReleasesService implements HttpService {

  private static final int SHOWN = 100;
  private static final long KEPT_MILLIS = 2_000;

  private final ReleaseLog log;
  private final InstantSource clock;
  private List<ReleaseHistory> read = List.of(); // guarded by this, as all below
  private long readAtMillis;

  /**
   * @param log stays the caller's, who closes it
   */
  public ReleasesService(ReleaseLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    return HttpResponse.of(this::answer, ctx.blockingTaskExecutor());
  }

  private HttpResponse answer() {
    try {
      Instant now = clock.instant();
      ObjectNode body = Json.object();
      ArrayNode scopes = body.putArray("scopes");
      histories(now.toEpochMilli()).forEach(history -> scopes.add(json(history, now)));
      return Json.answer(HttpStatus.OK, body);
    } catch (ReleaseException e) {
      return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "broker or registry do not answer");
    }
  }

  private synchronized List<ReleaseHistory> histories(long nowMillis) {
    if (read.isEmpty() || nowMillis - readAtMillis > KEPT_MILLIS) {
      read = List.of(log.read(ReleaseScope.TEXT), log.read(ReleaseScope.FRAUD));
      readAtMillis = nowMillis;
    }
    return read;
  }

  private static ObjectNode json(ReleaseHistory history, Instant now) {
    ObjectNode node = Json.object().put("scope", history.scope().label());
    steps(node.putArray("now"), history.standing(now), now);
    List<ReleaseEntry> newest = new ArrayList<>(history.entries());
    Collections.reverse(newest);
    steps(node.putArray("history"), newest.stream().limit(SHOWN).toList(), now);
    return node;
  }

  private static void steps(ArrayNode steps, List<ReleaseEntry> entries, Instant now) {
    for (ReleaseEntry entry : entries) {
      steps
          .addObject()
          .put("model", entry.model().label())
          .put("stage", ReleaseStages.describe(entry))
          .put("since", entry.effectiveAt().toString())
          .put("pending", entry.effectiveAt().isAfter(now))
          .put("by", entry.by())
          .put("note", entry.note());
    }
  }
}

package dev.weir.cli.release;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.show.Json;
import dev.weir.retrain.release.ReleaseEntry;
import dev.weir.retrain.release.ReleaseLog;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.retrain.release.ReleaseStages;
import dev.weir.retrain.release.monitor.Finding;
import dev.weir.schemas.ReleaseStage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Steps of releases as people and programs read them. */
public final class ReleaseView {

  private static final String ROW = "%-6s %-28s %-16s %-20s %-14s %s";

  private ReleaseView() {}

  /** The line above a table. */
  public static String header() {
    return ROW.formatted("TASK", "MODEL", "STAGE", "SINCE", "BY", "NOTE").stripTrailing();
  }

  /** A line of a table. */
  public static String row(ReleaseScope scope, ReleaseEntry entry, Instant now) {
    boolean pending = entry.effectiveAt().isAfter(now);
    return ROW.formatted(
            scope.label(),
            entry.model().label(),
            (pending ? "-> " : "") + ReleaseStages.describe(entry),
            entry.effectiveAt().truncatedTo(ChronoUnit.SECONDS),
            Objects.requireNonNullElse(entry.by(), ""),
            Objects.requireNonNullElse(entry.note(), ""))
        .stripTrailing();
  }

  /** A scope of which no model was released. */
  public static String asStarted(ReleaseScope scope) {
    return ROW.formatted(scope.label(), "(as jobs were started)", "live", "", "", "")
        .stripTrailing();
  }

  /** What the watch found of a model. */
  public static String line(Finding finding) {
    return "%s: %s, %s: %s: %s"
        .formatted(
            finding.scope().label(),
            finding.entry().model().label(),
            ReleaseStages.describe(finding.entry()),
            finding.outcome().name().toLowerCase(Locale.ROOT),
            finding.reason());
  }

  public static ObjectNode json(ReleaseScope scope, ReleaseEntry entry, Instant now) {
    ObjectNode node = Json.object().put("task", scope.label());
    node.putObject("model")
        .put("name", entry.model().name())
        .put("version", entry.model().version())
        .put("digest", entry.model().digest());
    node.put("stage", entry.stage().name().toLowerCase(Locale.ROOT));
    if (entry.stage() == ReleaseStage.CANARY) {
      node.put("share", entry.share());
    }
    node.put("since", entry.effectiveAt().toString())
        .put("pending", entry.effectiveAt().isAfter(now))
        .put("by", entry.by())
        .put("note", entry.note());
    return node;
  }

  /** What was just published, and what must be said beside it; null: nothing. */
  public static @Nullable String caution(ReleaseLog.Published published) {
    return published.lateMillis() == 0
        ? null
        : "this machine's clock is behind the broker's: the step was to hold %d ms before the broker had it, so records of that time may have been scored without it; set the clock or give a longer --lead"
            .formatted(published.lateMillis());
  }
}

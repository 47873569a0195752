package dev.weir.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.show.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the demonstration ends.
 *
 * @param sending how long events were sent
 * @param startUp from the command's start to the first event
 */
record DemoSummary(DemoFigures figures, ChosenModel model, Duration sending, Duration startUp) {

  /** Nothing is lost and nothing answered twice. */
  boolean accounted() {
    return figures.missing() == 0 && figures.duplicates() == 0 && figures.eventsIn() > 0;
  }

  private double rate() {
    return sending.isZero() ? 0 : figures.eventsIn() / (sending.toMillis() / 1000.0);
  }

  /** The object of {@code weir demo --json}. */
  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("events_in", figures.eventsIn());
    json.put("verdicts", figures.verdicts());
    json.put("dead_letters", figures.deadLetters());
    json.put("missing", figures.missing());
    json.put("duplicates", figures.duplicates());
    json.put("rate_per_s", rounded(rate(), 1));
    json.putObject("latency_ms")
        .put("p50", figures.latency().p50())
        .put("p95", figures.latency().p95())
        .put("p99", figures.latency().p99());
    json.put("start_up_s", rounded(startUp.toMillis() / 1000.0, 1));
    ObjectNode quality = json.putObject("quality");
    figures
        .quality()
        .forEach(
            (task, q) ->
                quality
                    .putObject(task)
                    .put("precision", rounded(q.precision(), 3))
                    .put("recall", rounded(q.recall(), 3))
                    .put("n", q.n()));
    ArrayNode models = json.putArray("models");
    models
        .addObject()
        .put("name", model.name())
        .put("version", model.version())
        .put("digest", model.digest())
        .put("trained", model.trained());
    return json;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d events in = %,d verdicts + %,d dead letters%s",
            figures.eventsIn(),
            figures.verdicts(),
            figures.deadLetters(),
            figures.missing() == 0 && figures.duplicates() == 0
                ? "; none missing, none twice"
                : String.format(
                    Locale.ROOT,
                    "; MISSING %,d, twice %,d",
                    figures.missing(),
                    figures.duplicates())));
    if (figures.notSent() > 0) {
      lines.add(
          String.format(Locale.ROOT, "%,d more were not taken by the broker", figures.notSent()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%.0f events/s; append to append p50 %d ms, p95 %d ms, p99 %d ms; ready after %.1f s",
            rate(),
            figures.latency().p50(),
            figures.latency().p95(),
            figures.latency().p99(),
            startUp.toMillis() / 1000.0));
    figures
        .quality()
        .forEach(
            (task, q) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "%-10s precision %.2f  recall %.2f  (%,d texts, against the simulator's truth)",
                        task,
                        q.precision(),
                        q.recall(),
                        q.n())));
    if (!model.trained()) {
      lines.add(model.caution());
    }
    return lines;
  }

  private static double rounded(double value, int places) {
    double factor = Math.pow(10, places);
    return Math.round(value * factor) / factor;
  }
}

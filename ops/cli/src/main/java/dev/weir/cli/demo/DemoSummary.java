package dev.weir.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.demo.DemoFigures.Counts;
import dev.weir.cli.demo.DemoFigures.Latency;
import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.show.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the demonstration ends.
 *
 * @param models all that scored
 * @param sending how long events were sent
 * @param startUp from the command's start to the first event
 */
record DemoSummary(
    DemoFigures figures, List<ChosenModel> models, Duration sending, Duration startUp) {

  DemoSummary {
    models = List.copyOf(models);
  }

  /** Nothing is lost and nothing answered twice. */
  boolean accounted() {
    Counts all = figures.all();
    return all.missing() == 0 && all.duplicates() == 0 && all.eventsIn() > 0;
  }

  private double rate() {
    return sending.isZero() ? 0 : figures.all().eventsIn() / (sending.toMillis() / 1000.0);
  }

  /** The object of {@code weir demo --json}. */
  ObjectNode toJson() {
    ObjectNode json = Json.object();
    put(figures.all(), json);
    json.put("rate_per_s", rounded(rate(), 1));
    put(figures.all().latency(), json);
    json.put("start_up_s", rounded(startUp.toMillis() / 1000.0, 1));
    ObjectNode streams = json.putObject("streams");
    ObjectNode texts = streams.putObject("texts");
    put(figures.texts(), texts);
    put(figures.texts().latency(), texts);
    ObjectNode transactions = streams.putObject("transactions");
    put(figures.transactions(), transactions);
    put(figures.transactions().latency(), transactions);
    transactions.put("alerts", figures.cases());
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
    ArrayNode list = json.putArray("models");
    for (ChosenModel model : models) {
      list.addObject()
          .put("name", model.name())
          .put("version", model.version())
          .put("digest", model.digest())
          .put("trained", model.trained());
    }
    return json;
  }

  private static void put(Counts counts, ObjectNode json) {
    json.put("events_in", counts.eventsIn())
        .put("verdicts", counts.verdicts())
        .put("dead_letters", counts.deadLetters())
        .put("missing", counts.missing())
        .put("duplicates", counts.duplicates());
  }

  private static void put(Latency latency, ObjectNode json) {
    json.putObject("latency_ms")
        .put("p50", latency.p50())
        .put("p95", latency.p95())
        .put("p99", latency.p99());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(answers("", figures.all()));
    lines.add(answers("  texts         ", figures.texts()) + latency(figures.texts()));
    lines.add(
        answers("  transactions  ", figures.transactions()) + latency(figures.transactions()));
    if (figures.all().notSent() > 0) {
      lines.add(
          String.format(
              Locale.ROOT, "%,d more were not taken by the broker", figures.all().notSent()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%.0f events/s; ready after %.1f s; %,d fraud alerts",
            rate(),
            startUp.toMillis() / 1000.0,
            figures.cases()));
    figures
        .quality()
        .forEach(
            (task, q) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "%-10s precision %.2f  recall %.2f  (%,d events, against the simulator's truth)",
                        task,
                        q.precision(),
                        q.recall(),
                        q.n())));
    models.stream().filter(model -> !model.trained()).map(ChosenModel::caution).forEach(lines::add);
    return lines;
  }

  private static String answers(String name, Counts counts) {
    return String.format(
        Locale.ROOT,
        "%s%,d events in = %,d verdicts + %,d dead letters%s",
        name,
        counts.eventsIn(),
        counts.verdicts(),
        counts.deadLetters(),
        counts.missing() == 0 && counts.duplicates() == 0
            ? "; none missing, none twice"
            : String.format(
                Locale.ROOT, "; MISSING %,d, twice %,d", counts.missing(), counts.duplicates()));
  }

  private static String latency(Counts counts) {
    Latency latency = counts.latency();
    return "; append to append p50 %d ms, p95 %d ms, p99 %d ms"
        .formatted(latency.p50(), latency.p95(), latency.p99());
  }

  private static double rounded(double value, int places) {
    double factor = Math.pow(10, places);
    return Math.round(value * factor) / factor;
  }
}

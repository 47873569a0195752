package dev.weir.cli.demo;

import dev.weir.cli.show.RecordLine;
import dev.weir.schemas.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The figures as lines of text. Pure but for the rates, which it follows from call to call. */
final class LiveTable {

  private static final long RATE_SECONDS = 5;

  private final List<String> header;
  private final RateWindow in = new RateWindow(RATE_SECONDS);
  private final RateWindow out = new RateWindow(RATE_SECONDS);

  /**
   * @param header lines that stay: the model, the addresses
   */
  LiveTable(List<String> header) {
    this.header = List.copyOf(header);
  }

  /**
   * @param batchSize records a batch on average, if the job has told
   */
  List<String> lines(
      DemoFigures figures, OptionalDouble batchSize, Duration elapsed, long nowNanos) {
    List<String> lines = new ArrayList<>(header);
    lines.add("");
    lines.add(
        row(
            "%d s".formatted(elapsed.toSeconds()),
            "events in",
            "verdicts",
            "dead letters",
            "waiting",
            "twice"));
    lines.add(
        row(
            "total",
            count(figures.eventsIn()),
            count(figures.verdicts()),
            count(figures.deadLetters()),
            count(figures.missing()),
            count(figures.duplicates())));
    lines.add(
        row(
            "per second",
            rate(in.add(nowNanos, figures.eventsIn())),
            rate(out.add(nowNanos, figures.verdicts())),
            "",
            "",
            ""));
    lines.add("");
    lines.add(
        "append to append  p50 %d ms  p95 %d ms  p99 %d ms%s"
            .formatted(
                figures.latency().p50(),
                figures.latency().p95(),
                figures.latency().p99(),
                batchSize.isPresent()
                    ? String.format(Locale.ROOT, "     batch %.1f records", batchSize.getAsDouble())
                    : ""));
    lines.add(actions(figures));
    lines.add("");
    for (AnsweredText answer : figures.lastAnswers()) {
      lines.add(RecordLine.ofVerdict(answer.verdict(), RecordLine.plain(answer.text())));
    }
    return lines;
  }

  /** All of it on one line, for output that is no terminal. */
  String line(DemoFigures figures, Duration elapsed) {
    return "%4d s  in %s  verdicts %s  dead letters %s  waiting %s  p50 %d ms  p99 %d ms"
        .formatted(
            elapsed.toSeconds(),
            count(figures.eventsIn()),
            count(figures.verdicts()),
            count(figures.deadLetters()),
            count(figures.missing()),
            figures.latency().p50(),
            figures.latency().p99());
  }

  private static String actions(DemoFigures figures) {
    long all = Math.max(1, figures.actions().values().stream().mapToLong(Long::longValue).sum());
    return List.of(Action.values()).stream()
        .map(
            action ->
                String.format(
                    Locale.ROOT,
                    "%s %.0f %%",
                    action,
                    100.0 * figures.actions().getOrDefault(action, 0L) / all))
        .collect(Collectors.joining("   "));
  }

  private static String row(String name, String... cells) {
    StringBuilder row = new StringBuilder("%-12s".formatted(name));
    for (String cell : cells) {
      row.append("%14s".formatted(cell));
    }
    return row.toString().stripTrailing();
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, "%,.0f", rate);
  }
}

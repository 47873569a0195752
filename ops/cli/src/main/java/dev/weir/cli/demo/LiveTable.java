package dev.weir.cli.demo;

import dev.weir.cli.demo.DemoFigures.Counts;
import dev.weir.cli.show.RecordLine;
import dev.weir.schemas.Action;
import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The figures as lines of text. Pure but for the rates, which it follows from call to call. */
final class LiveTable {

  private static final long RATE_SECONDS = 5;
  private static final String TEXTS = "texts";
  private static final String TRANSACTIONS = "transactions";

  private final List<String> header;
  private final RateWindow texts = new RateWindow(RATE_SECONDS);
  private final RateWindow transactions = new RateWindow(RATE_SECONDS);

  /**
   * @param header lines that stay: the models, the addresses
   */
  LiveTable(List<String> header) {
    this.header = List.copyOf(header);
  }

  /**
   * @param batchSize texts a batch on average, if the job has told
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
            "twice",
            "verdicts/s"));
    lines.add(counts(TEXTS, figures.texts(), texts, nowNanos));
    lines.add(counts(TRANSACTIONS, figures.transactions(), transactions, nowNanos));
    lines.add("");
    lines.add(
        outcomes(TEXTS, figures.texts(), Action.values(), figures.actions())
            + (batchSize.isPresent()
                ? String.format(Locale.ROOT, "   batch %.1f", batchSize.getAsDouble())
                : ""));
    lines.add(
        outcomes(TRANSACTIONS, figures.transactions(), Decision.values(), figures.decisions())
            + "   alerts "
            + count(figures.cases()));
    lines.add("");
    for (AnsweredText answer : figures.lastAnswers()) {
      lines.add(RecordLine.ofVerdict(answer.verdict(), RecordLine.plain(answer.text())));
    }
    lines.add("");
    for (FraudAlert alert : figures.lastAlerts()) {
      lines.add(RecordLine.of(alert));
    }
    return lines;
  }

  /** All of it on one line, for output that is no terminal. */
  String line(DemoFigures figures, Duration elapsed) {
    Counts all = figures.all();
    return "%4d s  in %s  verdicts %s  dead letters %s  waiting %s  texts p50 %d ms  p99 %d ms  transactions p50 %d ms  p99 %d ms  alerts %s"
        .formatted(
            elapsed.toSeconds(),
            count(all.eventsIn()),
            count(all.verdicts()),
            count(all.deadLetters()),
            count(all.missing()),
            figures.texts().latency().p50(),
            figures.texts().latency().p99(),
            figures.transactions().latency().p50(),
            figures.transactions().latency().p99(),
            count(figures.cases()));
  }

  private static String counts(String name, Counts counts, RateWindow rate, long nowNanos) {
    return row(
        name,
        count(counts.eventsIn()),
        count(counts.verdicts()),
        count(counts.deadLetters()),
        count(counts.missing()),
        count(counts.duplicates()),
        String.format(Locale.ROOT, "%,.0f", rate.add(nowNanos, counts.verdicts())));
  }

  private static <E extends Enum<E>> String outcomes(
      String name, Counts counts, E[] kinds, Map<E, Long> seen) {
    long all = Math.max(1, seen.values().stream().mapToLong(Long::longValue).sum());
    return "%-13s p50 %d  p95 %d  p99 %d ms   "
            .formatted(name, counts.latency().p50(), counts.latency().p95(), counts.latency().p99())
        + List.of(kinds).stream()
            .map(
                kind ->
                    String.format(
                        Locale.ROOT, "%s %.0f %%", kind, 100.0 * seen.getOrDefault(kind, 0L) / all))
            .collect(Collectors.joining("  "));
  }

  private static String row(String name, String... cells) {
    StringBuilder row = new StringBuilder("%-13s".formatted(name));
    for (String cell : cells) {
      row.append("%13s".formatted(cell));
    }
    return row.toString().stripTrailing();
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}

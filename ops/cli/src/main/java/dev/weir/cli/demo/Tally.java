package dev.weir.cli.demo;

import dev.weir.cli.demo.DemoFigures.Counts;
import dev.weir.schemas.Source;
import java.util.List;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * The records of one kind that were sent, and their answers. Not thread-safe: the ledger's lock
 * guards it.
 */
final class Tally {

  private static final long MAX_LATENCY_MS = 3_600_000;

  private final PositionSet sent = new PositionSet();
  private final PositionSet answered = new PositionSet();
  private final Histogram latencyMillis = new Histogram(MAX_LATENCY_MS, 3);
  private long verdicts;
  private long deadLetters;
  private long duplicates;
  private long notSent;

  void sent(Position position) {
    sent.add(position);
  }

  void notSent() {
    notSent++;
  }

  /**
   * @param source of the event that the verdict is on
   * @param appendedAtMillis when the verdict was appended to its topic, by the broker's clock,
   *     which also stamped the event: the difference is the latency from append to append
   * @return whether it is the first answer to that event
   */
  boolean verdict(Source source, long appendedAtMillis) {
    if (!answered.add(new Position(source.getTopic(), source.getPartition(), source.getOffset()))) {
      duplicates++;
      return false;
    }
    verdicts++;
    long latency = appendedAtMillis - source.getTimestamp().toEpochMilli();
    latencyMillis.recordValue(Math.max(0, Math.min(MAX_LATENCY_MS, latency)));
    return true;
  }

  void deadLetter(Position original) {
    if (answered.add(original)) {
      deadLetters++;
    } else {
      duplicates++;
    }
  }

  /** How many sent records have no answer yet. */
  long missing() {
    return sent.notIn(answered);
  }

  static Counts counts(List<Tally> tallies) {
    Histogram latency = new Histogram(MAX_LATENCY_MS, 3);
    tallies.forEach(tally -> latency.add(tally.latencyMillis));
    return new Counts(
        sum(tallies, tally -> tally.sent.size()),
        sum(tallies, tally -> tally.verdicts),
        sum(tallies, tally -> tally.deadLetters),
        sum(tallies, Tally::missing),
        sum(tallies, tally -> tally.duplicates),
        sum(tallies, tally -> tally.notSent),
        new DemoFigures.Latency(
            latency.getValueAtPercentile(50),
            latency.getValueAtPercentile(95),
            latency.getValueAtPercentile(99)));
  }

  private static long sum(List<Tally> tallies, ToLongFunction<Tally> count) {
    return tallies.stream().mapToLong(count).sum();
  }
}

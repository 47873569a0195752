package dev.weir.cli.demo;

import dev.weir.schemas.Action;
import java.util.List;
import java.util.Map;

/**
 * The demonstration in numbers, at one moment.
 *
 * @param eventsIn records that the broker took
 * @param missing of them, without an answer so far
 * @param duplicates answers to a record that had one
 * @param notSent records that the broker did not take
 * @param latency from the append of the event to the append of its verdict, milliseconds
 * @param quality by task, against the simulator's truth
 * @param lastAnswers newest last
 */
record DemoFigures(
    long eventsIn,
    long verdicts,
    long deadLetters,
    long missing,
    long duplicates,
    long notSent,
    Latency latency,
    Map<String, Quality> quality,
    Map<Action, Long> actions,
    List<AnsweredText> lastAnswers) {

  /** Milliseconds. */
  record Latency(long p50, long p95, long p99) {}

  /** Of the label that matters (spam, abusive); for sentiment the mean over its three labels. */
  record Quality(double precision, double recall, long n) {}
}

package dev.weir.cli.demo;

import dev.weir.schemas.Action;
import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import java.util.List;
import java.util.Map;

/**
 * The demonstration in numbers, at one moment.
 *
 * @param all texts and card transactions together
 * @param quality by task, against the simulator's truth
 * @param cases cards that had an alert, each as often as a case of it was opened
 * @param lastAnswers newest last
 * @param lastAlerts the last states of the cases that changed last, newest last
 */
record DemoFigures(
    Counts all,
    Counts texts,
    Counts transactions,
    Map<String, Quality> quality,
    Map<Action, Long> actions,
    Map<Decision, Long> decisions,
    long cases,
    List<AnsweredText> lastAnswers,
    List<FraudAlert> lastAlerts) {

  /**
   * Events and their answers.
   *
   * @param eventsIn records that the broker took
   * @param missing of them, without an answer so far
   * @param duplicates answers to a record that had one
   * @param notSent records that the broker did not take
   * @param latency from the append of the event to the append of its verdict, milliseconds
   */
  record Counts(
      long eventsIn,
      long verdicts,
      long deadLetters,
      long missing,
      long duplicates,
      long notSent,
      Latency latency) {}

  /** Milliseconds. */
  record Latency(long p50, long p95, long p99) {}

  /**
   * Of the label that matters (spam, abusive; of transactions those not approved); for sentiment
   * the mean over its three labels.
   */
  record Quality(double precision, double recall, long n) {}
}

package dev.weir.retrain.learning.snapshot;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came in, and what became of it. Immutable.
 *
 * @param examples labelled examples on the topic
 * @param used examples in the snapshot
 * @param replayed unlabelled events in the snapshot: texts that hold the model to what it knows,
 *     payments that count as genuine because nobody said otherwise in time
 * @param from when the first used example occurred, ISO 8601; empty if none is used
 * @param to when the last one did
 * @param leftOut how many examples were left out, by the reason
 * @param labels how many labels are used: by task, then by label
 * @param notTaught why a task with labels does not learn, by task
 */
public record Intake(
    int examples,
    int used,
    int replayed,
    String from,
    String to,
    Map<String, Integer> leftOut,
    Map<String, Map<String, Integer>> labels,
    Map<String, String> notTaught) {
  /** Its author asked to be forgotten. */
  public static final String ERASED = "erased";

  /** The event has no text any more: it is older than its topic keeps. */
  public static final String NO_TEXT = "text gone";

  /** The text is empty. */
  public static final String EMPTY = "empty text";

  /** The event is no text: a card transaction. */
  public static final String OTHER_EVENT = "no text event";

  /** No label of it is one of the model's. */
  public static final String NO_LABEL = "no label of the model";

  /** A repeat, or held back by the guard; its report says which and why. */
  public static final String HELD_BACK = "held back";

  /** A payment whose verdict nobody has any more. */
  public static final String NO_VERDICT = "verdict gone";

  /** A payment younger than the label delay: who knows what becomes of it. */
  public static final String YOUNG = "younger than the label delay";

  /** The same, and nobody labelled it. */
  public static final String YOUNG_UNLABELLED = "younger than the label delay, without a label";

  /** A payment between those to learn from and those to test on. */
  public static final String BETWEEN = "within the label delay before the test";

  /** A payment to learn from whose label was not yet known when the test begins. */
  public static final String KNOWN_LATE = "labelled after the test begins";

  public Intake {
    leftOut = Map.copyOf(leftOut);
    labels = Map.copyOf(labels);
    notTaught = Map.copyOf(notTaught);
  }

  /** Counts while a snapshot is made. */
  public static final class Counter {
    private final Map<String, Integer> leftOut = new TreeMap<>();
    final Map<String, Map<String, Integer>> labels = new TreeMap<>();
    private Instant from = Instant.MAX;
    private Instant to = Instant.EPOCH;
    private int used;

    /** An event is not in the snapshot. */
    public void leaveOut(String why) {
      leaveOut(why, 1);
    }

    /** So many are not. */
    public void leaveOut(String why, int count) {
      leftOut.merge(why, count, Integer::sum);
    }

    /** A labelled event is in the snapshot. */
    public void use(Instant occurredAt, Map<String, String> labelOfTask) {
      used++;
      from = occurredAt.isBefore(from) ? occurredAt : from;
      to = occurredAt.isAfter(to) ? occurredAt : to;
      labelOfTask.forEach(
          (task, label) ->
              labels.computeIfAbsent(task, t -> new TreeMap<>()).merge(label, 1, Integer::sum));
    }

    /** What came of all. */
    public Intake done(int examples, int replayed, Map<String, String> notTaught) {
      return new Intake(
          examples,
          used,
          replayed,
          used == 0 ? "" : from.toString(),
          used == 0 ? "" : to.toString(),
          leftOut,
          labels,
          notTaught);
    }
  }
}

package dev.weir.retrain.learning.snapshot;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came in, and what became of it. Immutable.
 *
 * @param examples labelled examples on the topic
 * @param used examples in the snapshot
 * @param replayed unlabelled texts in the snapshot
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

  public Intake {
    leftOut = Map.copyOf(leftOut);
    labels = Map.copyOf(labels);
    notTaught = Map.copyOf(notTaught);
  }

  /** Counts while a snapshot is made. */
  static final class Counter {
    final Map<String, Integer> leftOut = new TreeMap<>();
    final Map<String, Map<String, Integer>> labels = new TreeMap<>();
    Instant from = Instant.MAX;
    Instant to = Instant.EPOCH;
    int used;

    void leaveOut(String why) {
      leftOut.merge(why, 1, Integer::sum);
    }

    void use(Instant occurredAt, Map<String, String> labelOfTask) {
      used++;
      from = occurredAt.isBefore(from) ? occurredAt : from;
      to = occurredAt.isAfter(to) ? occurredAt : to;
      labelOfTask.forEach(
          (task, label) ->
              labels.computeIfAbsent(task, t -> new TreeMap<>()).merge(label, 1, Integer::sum));
    }

    Intake done(int examples, int replayed, Map<String, String> notTaught) {
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

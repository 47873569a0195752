package dev.weir.retrain.release.monitor;

import dev.weir.retrain.release.ReleaseScope;
import dev.weir.scoring.control.ReleasedModel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the watch is told of the stream. Times are Kafka timestamps in ms since 1970. */
public sealed interface Seen {

  ReleaseScope scope();

  /** When it was appended. */
  long atMillis();

  /**
   * An answer, or what a model on trial would have answered.
   *
   * @param shadow whether nobody acts on it
   * @param eventMillis when the event was appended
   * @param scores by task, the probability that the record is what the task looks for
   * @param labels by task, the likeliest label
   * @param acted whether it is anything but let through
   */
  record Verdict(
      ReleaseScope scope,
      ReleasedModel model,
      boolean shadow,
      String eventId,
      long eventMillis,
      long atMillis,
      Map<String, Float> scores,
      Map<String, String> labels,
      boolean acted)
      implements Seen {
    public Verdict {
      scores = Map.copyOf(scores);
      labels = Map.copyOf(labels);
    }
  }

  /**
   * The right answer to one task of an event.
   *
   * @param model that had answered; null: none
   * @param answered its label; null: none
   */
  record Label(
      ReleaseScope scope,
      String eventId,
      String task,
      String label,
      @Nullable ReleasedModel model,
      @Nullable String answered,
      long atMillis)
      implements Seen {}

  /** A record that was read and then could not be scored. */
  record Failure(ReleaseScope scope, long atMillis) implements Seen {}
}

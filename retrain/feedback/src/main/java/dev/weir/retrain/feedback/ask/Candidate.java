package dev.weir.retrain.feedback.ask;

import dev.weir.schemas.Task;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.feedback.TaskWords;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that people may be asked about. Immutable.
 *
 * @param text as it was written
 * @param scores of the live model by task: the probability of each answer in the task's order
 * @param shadow those of a model on trial; empty if there is none
 */
public record Candidate(
    String eventId, String text, Map<Task, List<Double>> scores, Map<Task, List<Double>> shadow) {

  public Candidate {
    scores = Map.copyOf(scores);
    shadow = Map.copyOf(shadow);
    check(eventId, scores);
    check(eventId, shadow);
  }

  /** That of a text with its verdict, and perhaps with the verdict of a model on trial. */
  public static Candidate of(String text, TextVerdict verdict, @Nullable TextVerdict shadow) {
    return new Candidate(
        verdict.getEventId(), text, scores(verdict), shadow == null ? Map.of() : scores(shadow));
  }

  private static Map<Task, List<Double>> scores(TextVerdict verdict) {
    Map<Task, List<Double>> scores = new EnumMap<>(Task.class);
    var sentiment = verdict.getSentiment();
    if (sentiment != null) {
      var of = sentiment.getScores();
      scores.put(
          Task.SENTIMENT,
          List.of((double) of.getNegative(), (double) of.getNeutral(), (double) of.getPositive()));
    }
    if (verdict.getSpam() != null) {
      scores.put(Task.SPAM, binary(verdict.getSpam().getScore()));
    }
    if (verdict.getAbuse() != null) {
      scores.put(Task.ABUSE, binary(verdict.getAbuse().getScore()));
    }
    return scores;
  }

  private static List<Double> binary(double second) {
    return List.of(1 - second, second);
  }

  /** How near the two likeliest answers are: 1 if they are as likely, 0 if one is certain. */
  public double uncertainty(Task task) {
    List<Double> sorted = new ArrayList<>(scores.getOrDefault(task, List.of(1.0, 0.0)));
    sorted.sort(null);
    return 1 - (sorted.get(sorted.size() - 1) - sorted.get(sorted.size() - 2));
  }

  /** Half the sum of the distances of both models' scores, from 0 to 1; 0 without a shadow. */
  public double disagreement(Task task) {
    @Nullable List<Double> live = scores.get(task);
    @Nullable List<Double> other = shadow.get(task);
    double sum = 0;
    if (live != null && other != null) {
      for (int i = 0; i < live.size(); i++) {
        sum += Math.abs(live.get(i) - other.get(i)) / 2;
      }
    }
    return sum;
  }

  private static void check(String eventId, Map<Task, List<Double>> scores) {
    scores.forEach(
        (task, of) -> {
          if (of.size() != TaskWords.of(task).size()) {
            throw new IllegalArgumentException(
                "event '%s': %d scores of task %s; expected one for each of %s"
                    .formatted(eventId, of.size(), task, TaskWords.of(task)));
          }
        });
  }
}

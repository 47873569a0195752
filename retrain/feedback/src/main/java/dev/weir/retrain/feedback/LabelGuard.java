package dev.weir.retrain.feedback;

import static java.util.Comparator.comparing;

import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which labels a model may learn from: trust is learned, who or what cannot be trusted is
 * held back and named, the labels are resolved again, and no labeller, sort of source or author is
 * more of the training set than it may be. The same examples and settings give the same set, in
 * whatever order they come. Stateless, thread-safe.
 *
 * <p>Give it the time before the period that is learned as well: what is sudden shows only against
 * it.
 */
public final class LabelGuard {
  private final GuardSettings settings;

  public LabelGuard(GuardSettings settings) {
    this.settings = settings;
  }

  /**
   * The training set made of labelled examples.
   *
   * @param examples of any tasks, of an event once or, the newest last, more often
   * @throws dev.weir.scoring.event.InvalidEventException if a label is no answer of its task
   */
  public Guarded guard(List<LabelledExample> examples) {
    List<GuardReport.TaskLine> lines = new ArrayList<>();
    Map<String, LabelledExample> events = new HashMap<>();
    Map<String, List<ResolvedLabel>> labels = new HashMap<>();
    for (Task task : Task.values()) {
      if (task == Task.UNKNOWN) {
        continue;
      }
      List<Question> questions = Question.of(task, examples);
      if (!questions.isEmpty()) {
        TaskGuard guard = new TaskGuard(task, questions, settings);
        for (Answered answered : guard.kept()) {
          events.put(answered.eventId(), answered.question().example());
          labels
              .computeIfAbsent(answered.eventId(), unused -> new ArrayList<>())
              .add(answered.label());
        }
        lines.add(guard.line());
      }
    }
    List<LabelledExample> kept =
        events.values().stream()
            .map(
                event ->
                    LabelledExample.newBuilder(event)
                        .setLabels(labels.getOrDefault(event.getEventId(), List.of()))
                        .build())
            .sorted(
                comparing(LabelledExample::getOccurredAt)
                    .thenComparing(LabelledExample::getEventId))
            .toList();
    return new Guarded(kept, new GuardReport(lines));
  }
}

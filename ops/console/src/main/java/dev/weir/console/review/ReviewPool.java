package dev.weir.console.review;

import dev.weir.retrain.feedback.ask.Candidate;
import dev.weir.schemas.Action;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.ErasureSubject;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import dev.weir.schemas.TextVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts on texts that people may be asked about: those held for review, and those that a model
 * is unsure of or one on trial sees otherwise. Each kind has room for the newest of them, so memory
 * is bounded; texts are not among what is kept. Thread-safe.
 */
public final class ReviewPool {

  static final int MOST_OF_A_KIND = 1_000;
  private static final int MOST_PASSING = 2_000;
  private static final int MOST_LABELLED = 20_000;
  private static final int MOST_ERASED = 50_000;
  private static final double WORTH_ASKING = 0.5;
  private static final List<Task> TASKS = List.of(Task.SPAM, Task.ABUSE, Task.SENTIMENT);

  private final Bounded<TextVerdict> held = new Bounded<>(MOST_OF_A_KIND);
  private final Bounded<TextVerdict> unsure = new Bounded<>(MOST_OF_A_KIND);
  private final Bounded<TextVerdict> passing = new Bounded<>(MOST_PASSING);
  private final Bounded<TextVerdict> shadows = new Bounded<>(MOST_PASSING);
  private final Bounded<Boolean> labelled = new Bounded<>(MOST_LABELLED);
  private final Bounded<Instant> erased = new Bounded<>(MOST_ERASED);

  /**
   * A verdict that may be asked about.
   *
   * @param shadow that of a model on trial; null where none is known
   */
  record Open(TextVerdict verdict, @Nullable TextVerdict shadow) {

    String eventId() {
      return verdict.getEventId();
    }

    Candidate candidate(String text) {
      return Candidate.of(text, verdict, shadow);
    }
  }

  /** A verdict came. */
  public synchronized void verdict(TextVerdict verdict) {
    String id = verdict.getEventId();
    if (labelled.containsKey(id) || isErased(verdict)) {
      return;
    }
    forget(id);
    if (verdict.getAction() == Action.REVIEW) {
      held.put(id, verdict);
    } else if (isWorthAsking(verdict)) {
      unsure.put(id, verdict);
    } else {
      passing.put(id, verdict);
    }
  }

  /** A model on trial gave its verdict. */
  public synchronized void shadow(TextVerdict shadow) {
    String id = shadow.getEventId();
    shadows.remove(id);
    shadows.put(id, shadow);
    @Nullable TextVerdict passed = passing.get(id);
    if (passed != null && isWorthAsking(passed)) {
      passing.remove(id);
      unsure.put(id, passed);
    }
  }

  /** A label came: one of those that decide takes its event out. */
  public synchronized void label(Feedback feedback) {
    LabelerKind kind = feedback.getLabeler().getKind();
    if (kind != LabelerKind.USER_REPORT && kind != LabelerKind.OTHER) {
      labelled.put(feedback.getEventId(), true);
      forget(feedback.getEventId());
    }
  }

  /** An author is erased. */
  public synchronized void erasure(Erasure erasure) {
    if (erasure.getSubjectKind() == ErasureSubject.AUTHOR) {
      erased.remove(erasure.getSubjectId());
      erased.put(erasure.getSubjectId(), erasure.getOccurredAt());
      held.values().removeIf(this::isErased);
      unsure.values().removeIf(this::isErased);
      passing.values().removeIf(this::isErased);
    }
  }

  /** Those held for review, the newest first. */
  synchronized List<Open> held() {
    return newestFirst(held);
  }

  /** Those that were not held and are worth asking about, the newest first. */
  synchronized List<Open> unsure() {
    return newestFirst(unsure);
  }

  /** Whether people may still be asked about it. */
  synchronized boolean isOpen(String eventId) {
    return held.containsKey(eventId) || unsure.containsKey(eventId);
  }

  private List<Open> newestFirst(Bounded<TextVerdict> some) {
    List<Open> open = new ArrayList<>();
    some.values()
        .forEach(verdict -> open.add(0, new Open(verdict, shadows.get(verdict.getEventId()))));
    return open;
  }

  private boolean isErased(TextVerdict verdict) {
    @Nullable Instant until = erased.get(verdict.getAuthorId());
    return until != null && !verdict.getOccurredAt().isAfter(until);
  }

  private boolean isWorthAsking(TextVerdict verdict) {
    Candidate candidate = Candidate.of("", verdict, shadows.get(verdict.getEventId()));
    return TASKS.stream()
        .anyMatch(
            task ->
                Math.max(candidate.uncertainty(task), candidate.disagreement(task))
                    >= WORTH_ASKING);
  }

  private void forget(String eventId) {
    held.remove(eventId);
    unsure.remove(eventId);
    passing.remove(eventId);
  }

  /** The tasks that a verdict answers. */
  static List<Task> tasks(TextVerdict verdict) {
    List<Task> tasks = new ArrayList<>();
    for (Task task : TASKS) {
      boolean has =
          switch (task) {
            case SPAM -> verdict.getSpam() != null;
            case ABUSE -> verdict.getAbuse() != null;
            default -> verdict.getSentiment() != null;
          };
      if (has) {
        tasks.add(task);
      }
    }
    return tasks;
  }
}

package dev.weir.scoring.control;

import dev.weir.schemas.ModelRelease;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.ReleaseStep;
import dev.weir.schemas.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which model scores which record. A pure function of the record's Kafka timestamp, its event id
 * and the releases that were published: all subtasks agree, and a replay gives the same models.
 * Immutable; a release makes another ledger.
 *
 * <p>A text verdict is made by one model for all its tasks, so a release of any of the tasks
 * sentiment, spam and abuse is one of the whole package; the task fraud has a ledger of its own.
 * Steps hold from their {@code effective_at} on, in this order, those of the same instant in the
 * order in which they were published:
 *
 * <ul>
 *   <li>LIVE: answers what no canary takes, in place of the one before;
 *   <li>CANARY: answers its share of the event ids; a larger share keeps those of a smaller one;
 *   <li>SHADOW: scores copies;
 *   <li>RETIRED: does none of this any more; if it was live, the one before it is again.
 * </ul>
 *
 * A model has one stage at a time: a step replaces the earlier stage of the same model.
 */
public final class ReleaseLedger {

  /** Steps that are kept; beyond, those of the earliest instants go. */
  static final int MOST_STEPS = 256;

  /** Of no task: nothing is ever released. */
  public static final ReleaseLedger NONE = new ReleaseLedger(Set.of(), List.of(), Map.of());

  /** No release of a text model: every record is the started model's. */
  public static final ReleaseLedger TEXT =
      new ReleaseLedger(Set.of(Task.SENTIMENT, Task.SPAM, Task.ABUSE), List.of(), Map.of());

  /** No release of a fraud model. */
  public static final ReleaseLedger FRAUD =
      new ReleaseLedger(Set.of(Task.FRAUD), List.of(), Map.of());

  private final Set<Task> tasks;
  private final List<Step> steps; // by effective_at, then as published
  private final Map<ReleasedModel, Integer> announcements; // of the models of the steps
  private final long[] since; // instants at which something changes, ascending
  private final Assignment[] assignments; // from that instant on

  /**
   * One step.
   *
   * @param share of a canary, else 0
   */
  private record Step(
      ReleasedModel model, ReleaseStage stage, double share, long effectiveAtMillis) {

    static Step of(ReleaseStep step) {
      Float share = step.getShare();
      boolean canary = step.getStage() == ReleaseStage.CANARY;
      return new Step(
          ReleasedModel.of(step.getModel()),
          step.getStage(),
          canary ? Math.max(0, Math.min(1, Objects.requireNonNullElse(share, 0f))) : 0,
          step.getEffectiveAt().toEpochMilli());
    }
  }

  private ReleaseLedger(
      Set<Task> tasks, List<Step> steps, Map<ReleasedModel, Integer> announcements) {
    this.tasks = tasks;
    this.steps = steps;
    this.announcements = announcements;
    long[] instants = steps.stream().mapToLong(Step::effectiveAtMillis).distinct().toArray();
    this.since = instants;
    this.assignments = new Assignment[instants.length];
    Stages stages = new Stages();
    int next = 0;
    for (int i = 0; i < instants.length; i++) {
      while (next < steps.size() && steps.get(next).effectiveAtMillis() == instants[i]) {
        stages.apply(steps.get(next++));
      }
      assignments[i] = stages.assignment();
    }
  }

  /** The ledger with the steps of a release as well, unless it is of other tasks. */
  public ReleaseLedger with(ModelRelease release) {
    if (!tasks.contains(release.getTask())) {
      return this;
    }
    Set<Step> all = new LinkedHashSet<>(steps);
    List<ReleaseStep> earlier = release.getEarlier();
    for (int i = earlier.size() - 1; i >= 0; i--) {
      all.add(Step.of(earlier.get(i)));
    }
    // published again, it is the last one of its instant
    Step announced = Step.of(release.getStep());
    all.remove(announced);
    all.add(announced);
    List<Step> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingLong(Step::effectiveAtMillis));
    int from = Math.max(0, sorted.size() - MOST_STEPS);
    List<Step> kept = List.copyOf(sorted.subList(from, sorted.size()));
    Map<ReleasedModel, Integer> counts = new HashMap<>();
    kept.forEach(step -> counts.put(step.model(), announcements(step.model())));
    counts.computeIfPresent(announced.model(), (model, count) -> count + 1);
    return new ReleaseLedger(tasks, kept, Map.copyOf(counts));
  }

  /** The ledger as if these models had never been released. */
  public ReleaseLedger without(Set<ReleasedModel> models) {
    return models.isEmpty()
        ? this
        : new ReleaseLedger(
            tasks,
            steps.stream().filter(step -> !models.contains(step.model())).toList(),
            announcements);
  }

  /** How often steps of that model were announced; more than before means that it was anew. */
  public int announcements(ReleasedModel model) {
    return announcements.getOrDefault(model, 0);
  }

  /** Who scores records of that Kafka timestamp. */
  public Assignment at(long timestampMillis) {
    int place = Arrays.binarySearch(since, timestampMillis);
    int index = place >= 0 ? place : -place - 2;
    return index < 0 ? Assignment.NONE : assignments[index];
  }

  /** The model of one record; null: the one that the job was started with. */
  public @Nullable ReleasedModel modelFor(long timestampMillis, String eventId) {
    return since.length == 0 ? null : at(timestampMillis).modelFor(eventId);
  }

  /** Models that records of that Kafka timestamp or a later one may need, shadows included. */
  public Set<ReleasedModel> neededFrom(long timestampMillis) {
    Set<ReleasedModel> needed = new LinkedHashSet<>();
    collect(at(timestampMillis), needed);
    for (int i = 0; i < since.length; i++) {
      if (since[i] > timestampMillis) {
        collect(assignments[i], needed);
      }
    }
    return needed;
  }

  private static void collect(Assignment assignment, Set<ReleasedModel> into) {
    ReleasedModel live = assignment.live();
    if (live != null) {
      into.add(live);
    }
    assignment.canaries().forEach(canary -> into.add(canary.model()));
    into.addAll(assignment.shadows());
  }

  /** The stage of each model while steps are applied one after the other. */
  private static final class Stages {
    private final List<ReleasedModel> lives = new ArrayList<>(); // the last one is live
    private final Map<String, Assignment.Canary> canaries = new TreeMap<>();
    private final Set<ReleasedModel> shadows = new LinkedHashSet<>();

    void apply(Step step) {
      ReleasedModel model = step.model();
      String key = model.label() + "/" + model.digest();
      lives.remove(model);
      canaries.remove(key);
      shadows.remove(model);
      switch (step.stage()) {
        case LIVE -> lives.add(model);
        case CANARY -> canaries.put(key, new Assignment.Canary(model, step.share()));
        case SHADOW -> shadows.add(model);
        case RETIRED -> {
          // gone from all three
        }
      }
    }

    Assignment assignment() {
      return new Assignment(
          lives.isEmpty() ? null : lives.get(lives.size() - 1),
          List.copyOf(canaries.values()),
          List.copyOf(shadows));
    }
  }
}

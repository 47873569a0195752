package dev.weir.retrain.release;

import dev.weir.retrain.release.ReleaseException.Problem;
import dev.weir.schemas.ModelRelease;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.ReleaseStep;
import dev.weir.scoring.control.Assignment;
import dev.weir.scoring.control.ReleaseLedger;
import dev.weir.scoring.control.ReleasedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All steps of a scope that the topic still tells of, and the step that may follow. What holds at a
 * time is the scoring jobs' own {@link ReleaseLedger}, fed with the same records. Immutable.
 */
public final class ReleaseHistory {

  /** Newest steps that a record carries. */
  static final int NEWEST_CARRIED = 48;

  /** Steps older than those that a record carries because their models still have a stage. */
  static final int STANDING_CARRIED = 16;

  private final ReleaseScope scope;
  private final List<ModelRelease> records;
  private final List<ReleaseEntry> entries; // by effective_at, then as published
  private final ReleaseLedger ledger;

  private ReleaseHistory(
      ReleaseScope scope,
      List<ModelRelease> records,
      List<ReleaseEntry> entries,
      ReleaseLedger ledger) {
    this.scope = scope;
    this.records = records;
    this.entries = entries;
    this.ledger = ledger;
  }

  /**
   * The history that records tell.
   *
   * @param records in the order of the topic; those of other tasks are left out
   */
  public static ReleaseHistory of(ReleaseScope scope, List<ModelRelease> records) {
    List<ModelRelease> ours =
        records.stream().filter(record -> scope.tasks().contains(record.getTask())).toList();
    List<ReleaseEntry> entries = new ArrayList<>();
    ReleaseLedger ledger = scope.empty();
    for (ModelRelease record : ours) {
      for (int i = record.getEarlier().size() - 1; i >= 0; i--) {
        ReleaseEntry earlier = ReleaseEntry.of(record.getEarlier().get(i), null, null, null);
        if (entries.stream().noneMatch(earlier::isSameStep)) {
          entries.add(earlier);
        }
      }
      ReleaseEntry announced =
          ReleaseEntry.of(
              record.getStep(), record.getOccurredAt(), record.getReleasedBy(), record.getNote());
      entries.removeIf(announced::isSameStep);
      entries.add(announced);
      ledger = ledger.with(record);
    }
    entries.sort(Comparator.comparing(ReleaseEntry::effectiveAt));
    return new ReleaseHistory(scope, ours, List.copyOf(entries), ledger);
  }

  public ReleaseScope scope() {
    return scope;
  }

  /** Every step, the earliest first. */
  public List<ReleaseEntry> entries() {
    return entries;
  }

  /** The records of this scope, in the order of the topic. */
  List<ModelRelease> records() {
    return records;
  }

  /** Who scores records of that Kafka timestamp. */
  public Assignment at(Instant time) {
    return ledger.at(time.toEpochMilli());
  }

  /** The step that gave each model its stage at that time; models without a stage are left out. */
  public List<ReleaseEntry> standing(Instant time) {
    Map<ReleasedModel, ReleaseEntry> last = new LinkedHashMap<>();
    for (ReleaseEntry entry : entries) {
      if (!entry.effectiveAt().isAfter(time)) {
        last.put(entry.model(), entry);
      }
    }
    Assignment assignment = at(time);
    Set<ReleasedModel> models = new LinkedHashSet<>();
    if (assignment.live() != null) {
      models.add(assignment.live());
    }
    assignment.canaries().forEach(canary -> models.add(canary.model()));
    models.addAll(assignment.shadows());
    return models.stream().map(last::get).filter(entry -> entry != null).toList();
  }

  /** Steps that are announced for later than that. */
  public List<ReleaseEntry> pending(Instant time) {
    return entries.stream().filter(entry -> entry.effectiveAt().isAfter(time)).toList();
  }

  /** The step that gives the model its stage once all that is announced holds; null: none. */
  public @Nullable ReleaseEntry lastOf(ReleasedModel model) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).model().equals(model)) {
        return entries.get(i);
      }
    }
    return null;
  }

  /** What holds in the end without that model. */
  public Assignment without(ReleasedModel model) {
    return ledger.without(Set.of(model)).at(Long.MAX_VALUE);
  }

  /** What holds once all that is announced has come into effect. */
  public Assignment atLast() {
    return ledger.at(Long.MAX_VALUE);
  }

  /**
   * What a rollback takes back: the newest canary, or if there is none the live model; null if
   * neither is released.
   */
  public @Nullable ReleasedModel newestAnswering() {
    Assignment last = atLast();
    for (int i = entries.size() - 1; i >= 0; i--) {
      ReleasedModel model = entries.get(i).model();
      if (last.canaries().stream().anyMatch(canary -> canary.model().equals(model))) {
        return model;
      }
    }
    return last.live();
  }

  /**
   * The record that announces a further step.
   *
   * @param id of the record
   * @param now by the producer's clock
   * @param lead how far ahead of now it takes effect, so that every subtask knows it by then; later
   *     if a step that is announced already comes later still
   * @throws ReleaseException if the step says nothing new, or would displace the live model
   */
  ModelRelease next(Announcement wanted, String id, Instant now, Duration lead) {
    check(wanted);
    Instant effectiveAt = Instant.ofEpochMilli(now.plus(lead).toEpochMilli());
    if (!entries.isEmpty()) {
      Instant last = entries.get(entries.size() - 1).effectiveAt();
      effectiveAt = last.isAfter(effectiveAt) ? last : effectiveAt;
    }
    ReleaseEntry entry =
        new ReleaseEntry(
            wanted.model(),
            wanted.stage(),
            wanted.share(),
            effectiveAt,
            now,
            wanted.by(),
            wanted.note());
    return ModelRelease.newBuilder()
        .setEventId(id)
        .setOccurredAt(now)
        .setTask(scope.key())
        .setStep(entry.toStep())
        .setEarlier(carried())
        .setReleasedBy(wanted.by())
        .setNote(wanted.note())
        .build();
  }

  /** The steps that records may still need, newest first. */
  List<ReleaseStep> carried() {
    int from = Math.max(0, entries.size() - NEWEST_CARRIED);
    List<ReleaseEntry> older = new ArrayList<>();
    for (int i = from - 1; i >= 0 && older.size() < STANDING_CARRIED; i--) {
      ReleaseEntry entry = entries.get(i);
      if (entry.stage() != ReleaseStage.RETIRED && entry.equals(lastOf(entry.model()))) {
        older.add(entry);
      }
    }
    List<ReleaseEntry> carried = new ArrayList<>(entries.subList(from, entries.size()));
    Collections.reverse(carried);
    carried.addAll(older);
    return carried.stream().map(ReleaseEntry::toStep).toList();
  }

  private void check(Announcement wanted) {
    Assignment last = atLast();
    ReleaseEntry before = lastOf(wanted.model());
    boolean isLive = wanted.model().equals(last.live());
    boolean same =
        switch (wanted.stage()) {
          case LIVE -> isLive;
          case CANARY, SHADOW ->
              before != null
                  && before.stage() == wanted.stage()
                  && before.share() == wanted.share();
          case RETIRED -> false;
        };
    String model = "model " + wanted.model().label();
    if (same && before != null) {
      throw new ReleaseException(
          Problem.ALREADY_SO,
          model
              + " is already "
              + ReleaseStages.describe(before)
              + " since "
              + before.effectiveAt()
              + "; nothing was published");
    }
    if (isLive
        && (wanted.stage() == ReleaseStage.SHADOW || wanted.stage() == ReleaseStage.CANARY)) {
      throw new ReleaseException(
          Problem.WOULD_DISPLACE,
          model
              + " is live, and a model has one stage at a time: it would no longer answer; promote"
              + " another model first, or take this one back with `weir release rollback`");
    }
    if (wanted.stage() == ReleaseStage.RETIRED
        && (before == null || before.stage() == ReleaseStage.RETIRED)) {
      throw new ReleaseException(
          Problem.NOTHING_TO_ROLL_BACK,
          model + " is not released, so there is nothing to take back; see `weir release list`");
    }
  }
}

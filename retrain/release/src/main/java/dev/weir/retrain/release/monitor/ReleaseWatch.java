package dev.weir.retrain.release.monitor;

import dev.weir.retrain.release.Announcement;
import dev.weir.retrain.release.ReleaseEntry;
import dev.weir.retrain.release.ReleaseHistory;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.retrain.release.ReleaseStages;
import dev.weir.retrain.release.monitor.Finding.Outcome;
import dev.weir.schemas.ReleaseStage;
import dev.weir.scoring.control.ReleasedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges released models by what they do: folds verdicts, labels and failures into counts by model,
 * and says what should follow. A function of what it was told and the time it is given. Confined to
 * one thread.
 *
 * <pre>
 *   SHADOW ──▶ CANARY ──▶ … ──▶ CANARY ──▶ LIVE ──▶ (no longer watched)
 *      └─────────┴───────────────┴──────────┴──▶ RETIRED, with the reason, when a band is left
 * </pre>
 *
 * A model is compared with the one that answers beside it (shadow, canary), or that answered before
 * it (live). Nothing is said before there is enough to say it: labels that have not come yet do not
 * hold a step up.
 */
public final class ReleaseWatch {

  /** Shadow answers that wait for a label of their event, and labels that were counted. */
  private static final int REMEMBERED = 100_000;

  private final ReleasePolicy policy;
  private final Bands bands;
  private final Map<Key, Watched> models = new HashMap<>();
  private final Map<ReleaseScope, StreamCounts> streams = new HashMap<>();
  private final Map<String, List<Seen.Verdict>> shadows = bounded();
  private final Map<String, Boolean> counted = bounded();

  private record Key(ReleaseScope scope, ReleasedModel model, boolean shadow) {}

  /** Counts of a model, and how many records it has had since its last step. */
  private static final class Watched {
    final Tally tally;
    Instant since = Instant.MIN;
    long records;
    long lastMillis = Long.MIN_VALUE;

    Watched(Tally tally) {
      this.tally = tally;
    }
  }

  public ReleaseWatch(ReleasePolicy policy) {
    this.policy = policy;
    this.bands = new Bands(policy.bands());
  }

  /** Takes note of what happened; the order of the topics is good enough. */
  public void see(Seen seen) {
    if (seen instanceof Seen.Verdict verdict) {
      verdict(verdict);
    } else if (seen instanceof Seen.Label label) {
      label(label);
    } else {
      stream(seen.scope()).failed(seen.atMillis());
    }
  }

  private void verdict(Seen.Verdict verdict) {
    Watched watched = watched(new Key(verdict.scope(), verdict.model(), verdict.shadow()));
    watched.tally.verdict(verdict);
    watched.lastMillis = Math.max(watched.lastMillis, verdict.atMillis());
    if (!Instant.ofEpochMilli(verdict.eventMillis()).isBefore(watched.since)) {
      watched.records++;
    }
    if (verdict.shadow()) {
      shadows.computeIfAbsent(verdict.eventId(), id -> new ArrayList<>(1)).add(verdict);
    } else {
      stream(verdict.scope()).answered(verdict.atMillis());
    }
  }

  private void label(Seen.Label label) {
    if (counted.put(label.eventId() + "/" + label.task(), true) != null) {
      return;
    }
    ReleasedModel model = label.model();
    if (model != null && label.answered() != null) {
      watched(new Key(label.scope(), model, false))
          .tally
          .label(label.atMillis(), label.label().equals(label.answered()));
    }
    for (Seen.Verdict shadow : shadows.getOrDefault(label.eventId(), List.of())) {
      String answered = shadow.labels().get(label.task());
      if (answered != null) {
        watched(new Key(label.scope(), shadow.model(), true))
            .tally
            .label(label.atMillis(), label.label().equals(answered));
      }
    }
  }

  /**
   * What should follow for each model that is on trial, or was made live lately.
   *
   * @param history what is released
   * @param now by the clock that timestamps come from, or near it
   */
  public List<Finding> decide(ReleaseHistory history, Instant now) {
    if (!history.pending(now).isEmpty()) {
      return List.of(); // what holds is about to change
    }
    return watched(history, now).stream().map(entry -> judge(history, entry, now)).toList();
  }

  /** Models that are on trial, or were made live lately. */
  List<ReleaseEntry> watched(ReleaseHistory history, Instant now) {
    return history.standing(now).stream()
        .filter(
            entry ->
                entry.stage() != ReleaseStage.LIVE
                    || entry.effectiveAt().plus(policy.live()).isAfter(now))
        .toList();
  }

  private Finding judge(ReleaseHistory history, ReleaseEntry entry, Instant now) {
    ReleaseScope scope = history.scope();
    boolean shadow = entry.stage() == ReleaseStage.SHADOW;
    Watched watched = watched(new Key(scope, entry.model(), shadow));
    Tally.Slot model = watched.tally.sum();
    Tally.Slot before = reference(history, entry, now);
    String outside = outside(scope, entry, model, before);
    if (outside != null) {
      return new Finding(scope, entry, Outcome.ROLLBACK, null, 0, outside);
    }
    return advance(scope, entry, now, watched.records);
  }

  private @Nullable String outside(
      ReleaseScope scope, ReleaseEntry entry, Tally.Slot model, Tally.Slot before) {
    // one that people agree with more often is right to act and to score otherwise
    boolean better = bands.agreesBetter(model, before);
    Stream<Supplier<@Nullable String>> always =
        Stream.of(
            () -> bands.agreement(model, before),
            () -> better ? null : bands.actions(model, before),
            () -> better ? null : bands.scoreDrift(model, before));
    Stream<Supplier<@Nullable String>> answering =
        Stream.of(
            () -> {
              long step = entry.effectiveAt().toEpochMilli();
              StreamCounts stream = stream(scope);
              return bands.errors(
                  stream.between(step, Long.MAX_VALUE),
                  stream.between(step - policy.window().toMillis(), step),
                  entry.stage() == ReleaseStage.CANARY ? entry.share() : 1);
            },
            () -> bands.latency(model, before));
    return (entry.stage() == ReleaseStage.SHADOW ? always : Stream.concat(always, answering))
        .map(Supplier::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The counts that a model's are compared with; empty ones if there are none. */
  private Tally.Slot reference(ReleaseHistory history, ReleaseEntry entry, Instant now) {
    ReleasedModel named = history.without(entry.model()).live();
    if (named != null) {
      return watched(new Key(history.scope(), named, false)).tally.sum();
    }
    // the model that jobs were started with is known by its verdicts alone
    List<ReleasedModel> released = history.standing(now).stream().map(ReleaseEntry::model).toList();
    Watched last = null;
    for (Map.Entry<Key, Watched> other : models.entrySet()) {
      Key key = other.getKey();
      if (key.scope() == history.scope()
          && !key.shadow()
          && !released.contains(key.model())
          && (last == null || other.getValue().lastMillis > last.lastMillis)) {
        last = other.getValue();
      }
    }
    return last == null ? new Tally.Slot() : last.tally.sum();
  }

  private Finding advance(ReleaseScope scope, ReleaseEntry entry, Instant now, long records) {
    if (entry.stage() == ReleaseStage.LIVE) {
      return keep(scope, entry, "within its bands, " + records + " records since the step");
    }
    int place = place(entry);
    int needed = place < 0 ? policy.shadow().records() : policy.canary().get(place).records();
    Duration least = place < 0 ? policy.shadow().time() : policy.canary().get(place).time();
    Duration been = Duration.between(entry.effectiveAt(), now);
    if (records < needed || been.compareTo(least) < 0) {
      return keep(
          scope,
          entry,
          String.format(
              Locale.ROOT,
              "within its bands, %d of %d records, %d of %d s",
              records,
              needed,
              been.toSeconds(),
              least.toSeconds()));
    }
    boolean last = place + 1 >= policy.canary().size();
    ReleaseStage next = last ? ReleaseStage.LIVE : ReleaseStage.CANARY;
    float share = last ? 0 : policy.canary().get(place + 1).share();
    String due = last ? "live" : "a canary of " + ReleaseStages.percent(share);
    String passed =
        "passed "
            + ReleaseStages.describe(entry)
            + " with "
            + records
            + " records within its bands";
    return isTaken(entry)
        ? new Finding(scope, entry, Outcome.ADVANCE, next, share, passed)
        : keep(
            scope, entry, passed + "; due to be " + due + ", which the policy leaves to a person");
  }

  /** Whether the watch takes the next step of a model, and not a person. */
  private boolean isTaken(ReleaseEntry entry) {
    return switch (policy.promote()) {
      case AUTOMATIC -> true;
      case RETRAINED ->
          Announcement.BY_RETRAIN.equals(entry.by()) || Announcement.BY_WATCH.equals(entry.by());
      case BY_HAND -> false;
    };
  }

  /** Place among the canaries of the policy; -1 for a shadow. */
  private int place(ReleaseEntry entry) {
    if (entry.stage() == ReleaseStage.SHADOW || policy.canary().isEmpty()) {
      return -1;
    }
    int place = 0;
    while (place + 1 < policy.canary().size()
        && policy.canary().get(place).share() < entry.share() - 1e-6f) {
      place++;
    }
    return place;
  }

  private static Finding keep(ReleaseScope scope, ReleaseEntry entry, String reason) {
    return new Finding(scope, entry, Outcome.KEEP, null, 0, reason);
  }

  /** Counts records of a model anew from a step on. */
  public void begin(ReleaseScope scope, ReleaseEntry entry) {
    Watched watched = watched(new Key(scope, entry.model(), entry.stage() == ReleaseStage.SHADOW));
    if (!watched.since.equals(entry.effectiveAt())) {
      watched.since = entry.effectiveAt();
      watched.records = 0;
    }
  }

  private Watched watched(Key key) {
    return models.computeIfAbsent(key, missing -> new Watched(new Tally(policy.window())));
  }

  private StreamCounts stream(ReleaseScope scope) {
    return streams.computeIfAbsent(scope, missing -> new StreamCounts(policy.window()));
  }

  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}

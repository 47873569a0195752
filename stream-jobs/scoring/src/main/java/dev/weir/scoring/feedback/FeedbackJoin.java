package dev.weir.scoring.feedback;

import static java.util.Objects.requireNonNullElse;

import dev.weir.schemas.LabelVote;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Task;
import dev.weir.scoring.deadletter.RecordFailure;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.feedback.EventVotes.Change;
import dev.weir.scoring.feedback.EventVotes.Known;
import dev.weir.scoring.feedback.FeedbackItem.Erased;
import dev.weir.scoring.feedback.FeedbackItem.Judged;
import dev.weir.scoring.feedback.FeedbackItem.Voted;
import dev.weir.scoring.feedback.FeedbackItem.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins labels with the events and verdicts they are about. Nothing of a text is remembered: where
 * a verdict stands is, and it and its event are read from Kafka for the few that somebody labels
 * (docs/decisions/0069). What is written follows from the records and their order for each event
 * id; only how long an unknown event is waited for goes by this machine's clock. Confined to the
 * task's thread.
 */
public final class FeedbackJoin {

  private final EventLookup events;
  private final Trust trust;
  private final Duration wait;
  private final JoinState state;
  private final JoinOutput output;

  /**
   * @param wait how long a label waits for a verdict on its event
   */
  public FeedbackJoin(
      EventLookup events, Trust trust, Duration wait, JoinState state, JoinOutput output) {
    this.events = events;
    this.trust = trust;
    this.wait = wait;
    this.state = state;
    this.output = output;
  }

  /** A verdict came; labels that waited for it become an example. */
  public void judged(String eventId, Judged verdict, long atMillis) throws InterruptedException {
    state.saveVerdict(verdict.kind(), eventId, verdict.at(), atMillis);
    EventVotes votes = state.votes(verdict.kind(), eventId);
    if (votes != null && votes.event() == null) {
      join(verdict.kind(), eventId, votes, verdict.at());
    }
  }

  /**
   * A label came.
   *
   * @param nowMillis this machine's clock
   */
  public void voted(String eventId, Voted label, long nowMillis) throws InterruptedException {
    EventKind kind = EventKind.of(label.vote().task());
    if (label.datedBack()) {
      output.count(JoinStep.DATED_BACK);
    }
    Change change =
        requireNonNullElse(state.votes(kind, eventId), EventVotes.none())
            .with(label.vote(), label.atMillis());
    output.count(change.step());
    if (change.step() == JoinStep.OUTDATED || change.step() == JoinStep.REPEATED) {
      return;
    }
    if (!join(kind, eventId, change.votes(), state.verdict(kind, eventId))) {
      state.saveVotes(kind, eventId, change.votes());
      state.saveWaiting(kind, eventId, label, nowMillis);
      output.count(JoinStep.WAITING);
    }
  }

  /** An example of this join was seen: it holds what other topics may have dropped since. */
  public void written(String eventId, Written example) {
    EventVotes votes = state.votes(example.kind(), eventId);
    if (votes != null) {
      state.saveVotes(example.kind(), eventId, votes.writtenAt(example.at()));
    }
  }

  /** An author or card is to be forgotten: its examples are written again without their events. */
  public void erased(Erased erasure, long atMillis) {
    EventKind of = EventKind.of(erasure.subject());
    Long before = state.erasedUntil(of, erasure.subjectId());
    long until = Math.max(erasure.untilMillis(), before == null ? Long.MIN_VALUE : before);
    state.saveErased(of, erasure.subjectId(), until);
    state.forEachVotes(
        (kind, eventId, votes) -> {
          Known known = votes.event();
          if (kind == of
              && known != null
              && !known.erased()
              && known.subjectId().equals(erasure.subjectId())
              && known.occurredAtMillis() <= until) {
            publish(kind, eventId, votes.of(known.forgotten()), FoundEvent.NOTHING, atMillis);
          }
        });
  }

  /** Labels that have waited for long enough become dead letters. */
  public void expire(long nowMillis) {
    state.takeWaitingSince(
        nowMillis - wait.toMillis(),
        (kind, eventId, label) -> {
          EventVotes votes = state.votes(kind, eventId);
          if (votes == null || votes.event() != null) {
            return;
          }
          EventVotes left = votes.without(label.vote());
          state.saveVotes(kind, eventId, left.votes().isEmpty() ? null : left);
          output.count(JoinStep.UNKNOWN_EVENT);
          output.deadLetter(label.origin(), new RecordFailure(Stage.JOIN, unknown(kind)));
        });
  }

  private UnknownEventException unknown(EventKind kind) {
    return new UnknownEventException(
        "event_id: no verdict on such a "
            + kind.name().toLowerCase(java.util.Locale.ROOT)
            + " within "
            + wait
            + " of the label; expected the event id of a verdict that Kafka still keeps in "
            + kind.verdicts().shortName());
  }

  /** False where nothing is known of the event. */
  private boolean join(EventKind kind, String eventId, EventVotes votes, @Nullable Place verdict)
      throws InterruptedException {
    Known before = votes.event();
    FoundEvent found =
        before != null && before.erased()
            ? FoundEvent.NOTHING
            : events.find(kind, eventId, verdict, votes.example());
    Known known = found.known() != null ? found.known() : before;
    if (known == null) {
      return false;
    }
    Long erasedUntil = known.erased() ? null : state.erasedUntil(kind, known.subjectId());
    if (erasedUntil != null && known.occurredAtMillis() <= erasedUntil) {
      known = known.forgotten();
    }
    publish(
        kind,
        eventId,
        votes.of(known),
        known.erased() ? FoundEvent.NOTHING : found,
        votes.lastAtMillis());
    return true;
  }

  private void publish(
      EventKind kind, String eventId, EventVotes votes, FoundEvent found, long atMillis) {
    Known known = votes.event();
    List<ResolvedLabel> labels = resolved(votes, atMillis);
    if (known == null || (labels.isEmpty() && !votes.published())) {
      state.saveVotes(kind, eventId, votes);
      output.count(JoinStep.UNDECIDED);
      return;
    }
    state.saveVotes(kind, eventId, votes.asPublished());
    output.count(
        known.erased()
            ? JoinStep.ERASED
            : found.event() == null ? JoinStep.EVENT_GONE : JoinStep.EXAMPLE);
    output.example(
        LabelledExample.newBuilder()
            .setEventId(eventId)
            .setOccurredAt(Instant.ofEpochMilli(known.occurredAtMillis()))
            .setEvent(found.event())
            .setVerdict(found.verdict())
            .setLabels(labels)
            .build(),
        atMillis);
  }

  private List<ResolvedLabel> resolved(EventVotes votes, long atMillis) {
    List<ResolvedLabel> labels = new ArrayList<>();
    for (Task task : Task.values()) {
      List<LabelVote> ofTask =
          votes.votes().stream().filter(vote -> vote.task() == task).map(Vote::shown).toList();
      ResolvedLabel label =
          ofTask.isEmpty()
              ? null
              : Resolution.of(task, ofTask, trust, Instant.ofEpochMilli(atMillis));
      if (label != null) {
        labels.add(label);
      }
    }
    return labels;
  }
}

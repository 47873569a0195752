package dev.weir.scoring.feedback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an event that somebody labelled: one opinion for each labeller and task,
 * and no text. Immutable.
 *
 * @param votes in the order in which they came
 * @param lastAtMillis Kafka timestamp of the last of them
 * @param event what is known of the event; null before its verdict was found
 * @param example where its last example stands; null while none was seen
 * @param published whether an example was written
 */
public record EventVotes(
    List<Vote> votes,
    long lastAtMillis,
    @Nullable Known event,
    @Nullable Place example,
    boolean published) {

  /** Opinions that are kept of an event. */
  static final int MOST = 256;

  private static final EventVotes NONE = new EventVotes(List.of(), 0, null, null, false);

  private static final Comparator<Vote> LEAST_FIRST =
      Comparator.<Vote>comparingDouble(vote -> Trust.prior(vote.kind()))
          .thenComparingLong(Vote::labelledAtMillis);

  /**
   * What is known of the event.
   *
   * @param subjectId author or card; empty once erased
   * @param occurredAtMillis when it occurred
   * @param erased whether its author or card is erased
   */
  public record Known(String subjectId, long occurredAtMillis, boolean erased) {

    Known forgotten() {
      return new Known("", occurredAtMillis, true);
    }
  }

  /** The memory after an opinion, and what that changed. */
  record Change(EventVotes votes, JoinStep step) {}

  public EventVotes {
    votes = List.copyOf(votes);
  }

  /** Of an event that nobody has labelled. */
  static EventVotes none() {
    return NONE;
  }

  /**
   * After one more opinion: of one labeller on one task the later decision counts, of two of one
   * instant the one that came last.
   *
   * @param atMillis Kafka timestamp of its record
   */
  Change with(Vote vote, long atMillis) {
    List<Vote> all = new ArrayList<>(votes);
    JoinStep step = JoinStep.TAKEN;
    for (Vote earlier : votes) {
      if (earlier.isOfSameVoice(vote)) {
        if (earlier.equals(vote)) {
          return new Change(this, JoinStep.REPEATED);
        }
        if (earlier.labelledAtMillis() > vote.labelledAtMillis()) {
          return new Change(this, JoinStep.OUTDATED);
        }
        all.remove(earlier);
        step = JoinStep.REPLACED;
      }
    }
    all.add(vote);
    if (all.size() > MOST) {
      all.remove(all.stream().min(LEAST_FIRST).orElseThrow());
      step = JoinStep.CROWDED;
    }
    long last = Math.max(lastAtMillis, atMillis);
    return new Change(new EventVotes(all, last, event, example, published), step);
  }

  EventVotes without(Vote vote) {
    List<Vote> left = votes.stream().filter(one -> !one.equals(vote)).toList();
    return new EventVotes(left, lastAtMillis, event, example, published);
  }

  EventVotes of(Known known) {
    return new EventVotes(votes, lastAtMillis, known, example, published);
  }

  EventVotes writtenAt(Place at) {
    return new EventVotes(votes, lastAtMillis, event, at, published);
  }

  EventVotes asPublished() {
    return new EventVotes(votes, lastAtMillis, event, example, true);
  }
}

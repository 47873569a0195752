package dev.weir.scoring.feedback;

import static java.util.Comparator.comparing;

import dev.weir.schemas.LabelVote;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Task;
import dev.weir.scoring.event.InvalidEventException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the opinions on one task of an event come to: known truth, else the label with the most
 * weight behind it, weight being the log odds of trust. Depends on the opinions alone, not on the
 * order in which they came. Stateless, thread-safe.
 *
 * <p>A labeller, that is a kind and an id, has one voice: its newest opinion. An earlier one that
 * says something else than the label that holds stays visible among the overruled. Where two labels
 * weigh the same, the one with the newer opinion holds, then the one that stands first among the
 * task's answers.
 */
public final class Resolution {

  /**
   * Weight from which on a label holds: odds of e to one, as three reports of users have them under
   * the trust by kind (3 × 0.41), or any one moderator, analyst or chargeback.
   */
  public static final double QUORUM = 1.0;

  private static final double SAME_WEIGHT = 1e-9;

  /** Total but for opinions that are equal. */
  private static final Comparator<LabelVote> OLDEST_FIRST =
      comparing(LabelVote::getLabelledAt)
          .thenComparing(vote -> vote.getLabeler().getKind())
          .thenComparing(vote -> vote.getLabeler().getId())
          .thenComparing(LabelVote::getLabel);

  private Resolution() {}

  /**
   * The label that holds, or null while none has enough weight behind it.
   *
   * @param votes in any order; one labeller may come more than once
   * @param now becomes {@code resolved_at}
   * @throws InvalidEventException if a vote's label is no answer of the task
   * @throws IllegalArgumentException if the trust in a labeller is out of range
   */
  public static @Nullable ResolvedLabel of(
      Task task, List<LabelVote> votes, Trust trust, Instant now) {
    votes.forEach(vote -> TaskWords.check(task, vote.getLabel()));
    List<LabelVote> inOrder = votes.stream().sorted(OLDEST_FIRST).distinct().toList();
    Map<Labeler, LabelVote> newest = newest(inOrder);
    Map<String, Standing> standings = standings(task, inOrder, newest, trust);
    @Nullable Standing best = best(task, standings);
    if (best == null || !(best.golden || best.weight >= QUORUM)) {
      return null;
    }
    List<LabelVote> agreed = new ArrayList<>();
    List<LabelVote> overruled = new ArrayList<>();
    for (LabelVote vote : inOrder) {
      if (!vote.getLabel().equals(best.label)) {
        overruled.add(vote);
      } else if (vote.equals(newest.get(vote.getLabeler()))) {
        agreed.add(vote);
      }
    }
    double all = standings.values().stream().mapToDouble(standing -> standing.weight).sum();
    return ResolvedLabel.newBuilder()
        .setTask(task)
        .setLabel(best.label)
        .setConfidence((float) (best.weight / all))
        .setVotes(agreed)
        .setOverruled(overruled)
        .setResolvedAt(now)
        .build();
  }

  /** The newest opinion of each labeller, the oldest of them first. */
  public static List<LabelVote> voices(List<LabelVote> votes) {
    List<LabelVote> inOrder = votes.stream().sorted(OLDEST_FIRST).distinct().toList();
    Map<Labeler, LabelVote> newest = newest(inOrder);
    return inOrder.stream().filter(vote -> vote.equals(newest.get(vote.getLabeler()))).toList();
  }

  private static Map<Labeler, LabelVote> newest(List<LabelVote> inOrder) {
    Map<Labeler, LabelVote> newest = new HashMap<>();
    inOrder.forEach(vote -> newest.put(vote.getLabeler(), vote));
    return newest;
  }

  /** By label; sums run from the smallest weight up, so that equal opinions sum to equal bits. */
  private static Map<String, Standing> standings(
      Task task, List<LabelVote> inOrder, Map<Labeler, LabelVote> newest, Trust trust) {
    Map<String, Standing> standings = new TreeMap<>(comparing(TaskWords.of(task)::indexOf));
    inOrder.stream()
        .filter(vote -> vote.equals(newest.get(vote.getLabeler())))
        .sorted(Comparator.comparingDouble(vote -> weight(vote, trust)))
        .forEach(
            vote ->
                standings
                    .computeIfAbsent(vote.getLabel(), Standing::new)
                    .add(vote, weight(vote, trust)));
    return standings;
  }

  /** Known truth weighs what its kind weighs, whatever somebody learned of it. */
  private static double weight(LabelVote vote, Trust trust) {
    boolean known = vote.getLabeler().getKind() == LabelerKind.GOLDEN;
    return (known ? Trust.byKind() : trust).weight(vote.getLabeler());
  }

  private static @Nullable Standing best(Task task, Map<String, Standing> standings) {
    boolean known = standings.values().stream().anyMatch(standing -> standing.golden);
    @Nullable Standing best = null;
    for (String label : TaskWords.of(task)) {
      @Nullable Standing standing = standings.get(label);
      if (standing != null
          && standing.golden == known
          && (best == null || standing.beats(best, known))) {
        best = standing;
      }
    }
    return best;
  }

  /** What stands behind a label. Confined. */
  private static final class Standing {
    private final String label;
    private double weight;
    private boolean golden;
    private Instant newest = Instant.MIN;
    private Instant newestGolden = Instant.MIN;

    Standing(String label) {
      this.label = label;
    }

    void add(LabelVote vote, double more) {
      weight += more;
      newest = later(newest, vote.getLabelledAt());
      if (vote.getLabeler().getKind() == LabelerKind.GOLDEN) {
        golden = true;
        newestGolden = later(newestGolden, vote.getLabelledAt());
      }
    }

    /** Known truth against known truth: the newer one; else weight, then the newer opinion. */
    boolean beats(Standing other, boolean known) {
      if (known) {
        return newestGolden.isAfter(other.newestGolden);
      }
      return Math.abs(weight - other.weight) > SAME_WEIGHT
          ? weight > other.weight
          : newest.isAfter(other.newest);
    }

    private static Instant later(Instant a, Instant b) {
      return a.isAfter(b) ? a : b;
    }
  }
}

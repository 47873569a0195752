package dev.weir.retrain.feedback;

import dev.weir.retrain.feedback.GuardReport.LabelerLine;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.scoring.feedback.Trust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what became of each labeller's opinions. Confined. */
final class LabelerTally {

  /** Resolves votes; null where none holds. */
  interface Resolving {
    @Nullable ResolvedLabel of(List<LabelVote> votes);
  }

  private static final class Counts {
    long came;
    long agreed;
    long overruled;
    long used;
    double weight;
    long decided;
    final Map<String, Long> moved = new TreeMap<>();
  }

  private final TrustModel trust;
  private final Set<Labeler> heldBack;
  private final Map<Labeler, Counts> all = new HashMap<>();

  LabelerTally(TrustModel trust, Set<Labeler> heldBack) {
    this.trust = trust;
    this.heldBack = heldBack;
  }

  void came(LabelVote vote) {
    counts(vote.getLabeler()).came++;
  }

  void resolved(Answered answered) {
    for (LabelVote vote : answered.question().voices()) {
      if (vote.getLabel().equals(answered.label().getLabel())) {
        counts(vote.getLabeler()).agreed++;
      } else {
        counts(vote.getLabeler()).overruled++;
      }
    }
  }

  void used(Answered answered, Resolving again) {
    String label = answered.label().getLabel();
    List<LabelVote> votes = new ArrayList<>(answered.label().getVotes());
    votes.addAll(answered.label().getOverruled());
    @Nullable ModelAnswer said = answered.question().model();
    List<Labeler> behind = answered.behind();
    for (Labeler labeler : behind) {
      Counts counts = counts(labeler);
      counts.used++;
      counts.weight += 1.0 / behind.size();
      if (said != null && !said.label().equals(label)) {
        counts.moved.merge(said.label() + "→" + label, 1L, Long::sum);
      }
      @Nullable ResolvedLabel without =
          again.of(votes.stream().filter(vote -> !vote.getLabeler().equals(labeler)).toList());
      counts.decided += without == null || !without.getLabel().equals(label) ? 1 : 0;
    }
  }

  List<LabelerLine> lines() {
    return all.entrySet().stream()
        .map(entry -> line(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(LabelerLine::id).thenComparing(LabelerLine::kind))
        .toList();
  }

  private LabelerLine line(Labeler labeler, Counts counts) {
    @Nullable TrustEstimate estimate = trust.estimates().get(labeler);
    double prior = Trust.prior(labeler.getKind());
    return new LabelerLine(
        labeler.getId(),
        labeler.getKind().name(),
        counts.came,
        counts.agreed,
        counts.overruled,
        counts.came - counts.agreed - counts.overruled,
        counts.used,
        counts.weight,
        counts.decided,
        counts.moved,
        estimate == null ? prior : estimate.mean(),
        estimate == null ? 0 : estimate.low(),
        estimate == null ? 1 : estimate.high(),
        estimate == null ? 0 : estimate.compared(),
        heldBack.contains(labeler));
  }

  private Counts counts(Labeler labeler) {
    return all.computeIfAbsent(labeler, unused -> new Counts());
  }
}

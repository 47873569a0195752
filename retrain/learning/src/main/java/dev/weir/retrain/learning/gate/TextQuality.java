package dev.weir.retrain.learning.gate;

import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.evaluate.metric.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Macro-F1 of tasks and of their slices, and whether one of them gained. Confined to one thread.
 */
final class TextQuality {
  private static final String RECENT = "period recent";

  private final PromotionPolicy.Quality policy;
  private final Bootstrap bootstrap;
  private @Nullable GateLine best;

  TextQuality(PromotionPolicy.Quality policy, Bootstrap bootstrap) {
    this.policy = policy;
    this.bootstrap = bootstrap;
  }

  /** Whether a task lost no more than it may. */
  GateLine task(Compared rows) {
    GateLine line = line(rows.task().task(), rows, false);
    mayBeBest(line);
    return line;
  }

  /** Whether the slices of a task lost no more than they may; small ones say nothing. */
  List<GateLine> slices(ComparedTexts task) {
    Map<String, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < task.rows().size(); i++) {
      Example row = task.rows().get(i);
      int place = i;
      row.slices()
          .forEach(
              (name, group) ->
                  groups.computeIfAbsent(name + " " + group, g -> new ArrayList<>()).add(place));
      String language = row.language() == null ? "unknown" : row.language();
      groups.computeIfAbsent("language " + language, g -> new ArrayList<>()).add(place);
    }
    List<GateLine> lines = new ArrayList<>();
    groups.forEach(
        (group, members) -> {
          Compared slice = task.scores().of(members.stream().mapToInt(Integer::intValue).toArray());
          if (slice.rows() >= policy.sliceLeastRows()
              && slice.rows() < task.rows().size()
              && Double.isFinite(slice.championF1())) {
            GateLine line = line(task.name() + ", " + group, slice, true);
            if (group.equals(RECENT)) {
              mayBeBest(line);
            }
            lines.add(line);
          }
        });
    return lines;
  }

  /** Whether what gained most surely so far, a task or its recent texts, gained beyond chance. */
  GateLine gain() {
    @Nullable GateLine most = best;
    return new GateLine(
        "gain",
        most == null ? "no task" : most.of(),
        "macro_f1",
        most == null ? 0 : most.challenger(),
        most == null ? 0 : most.champion(),
        most == null ? null : most.interval(),
        "some task better beyond chance, all texts or recent ones",
        most != null && low(most) > 0);
  }

  private GateLine line(String of, Compared rows, boolean slice) {
    @Nullable Interval interval = rows.interval(bootstrap);
    double mayLose = slice ? policy.sliceMayLose() : policy.mayLose();
    double challenger = rows.challengerF1();
    double champion = rows.championF1();
    boolean holds =
        champion - challenger <= mayLose + GateLine.ROUNDING || !Double.isFinite(champion);
    // there are many slices and most are small: some lose by chance alone
    boolean chance = slice && (interval == null || interval.high() >= 0);
    return new GateLine(
        "quality",
        of,
        "macro_f1",
        challenger,
        champion,
        interval,
        "may fall by " + mayLose + (slice ? ", or by chance" : ""),
        holds || chance);
  }

  private void mayBeBest(GateLine line) {
    if (low(line) > (best == null ? Double.NEGATIVE_INFINITY : low(best))) {
      best = line;
    }
  }

  private static double low(GateLine line) {
    return line.interval() == null ? Double.NEGATIVE_INFINITY : line.interval().low();
  }
}

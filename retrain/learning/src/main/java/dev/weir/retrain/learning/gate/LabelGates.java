package dev.weir.retrain.learning.gate;

import dev.weir.retrain.evaluate.metric.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gates on which texts get another label: golden items, tasks without labels. Stateless. */
final class LabelGates {
  private LabelGates() {}

  /** Whether golden items that the champion has right stay so. */
  static GateLine golden(ComparedTexts task, Set<String> golden, PromotionPolicy.Golden policy) {
    int[] before = Compared.best(task.scores().champion());
    int[] after = Compared.best(task.scores().challenger());
    GoldenCount count = new GoldenCount();
    for (int i = 0; i < before.length; i++) {
      if (golden.contains(task.rows().get(i).id())) {
        int truth = task.scores().truth()[i];
        count.add(before[i] == truth, after[i] == truth);
      }
    }
    return count.line(task.name(), policy);
  }

  /**
   * Whether a task that learned nothing keeps its labels: not more of them turn than may, beyond
   * chance.
   *
   * @param old float (texts, labels); no labels where the champion rejected the text
   * @param young float (texts, labels), of the challenger
   */
  static GateLine untaught(
      String task, float[][] old, float[][] young, PromotionPolicy.Untaught policy) {
    int[] before = Compared.best(old);
    int[] after = Compared.best(young);
    int both = 0;
    int turns = 0;
    for (int i = 0; i < old.length; i++) {
      if (old[i].length > 0 && young[i].length > 0) {
        both++;
        turns += before[i] == after[i] ? 0 : 1;
      }
    }
    double share = both == 0 ? 0 : (double) turns / both;
    @Nullable Interval interval = both == 0 ? null : Interval.ofShare(turns, both);
    return new GateLine(
        "untaught",
        task,
        "labels turned",
        share,
        0,
        interval,
        "at most " + policy.mayTurn() + ", or by chance",
        interval == null || interval.low() <= policy.mayTurn());
  }

  /** The texts that get another label, for the report. */
  static List<GateResult.Turned> turned(ComparedTexts task) {
    int[] before = Compared.best(task.scores().champion());
    int[] after = Compared.best(task.scores().challenger());
    List<GateResult.Turned> turned = new ArrayList<>();
    for (int i = 0; i < before.length; i++) {
      if (before[i] != after[i]) {
        turned.add(
            new GateResult.Turned(
                task.rows().get(i).id(),
                task.name(),
                task.task().labels().get(before[i]),
                task.task().labels().get(after[i]),
                task.rows().get(i).label(task.task())));
      }
    }
    return turned;
  }
}

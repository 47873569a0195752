package dev.weir.retrain.learning.gate;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds a text model that learned against the one that it learned from, by the engine that serves
 * both: quality, calibration, labels, graph, cost. Confined to one thread.
 */
public final class TextGates {
  private static final int PAIRS = 15;
  private static final int TIMED_TEXTS = 512;

  private final PromotionPolicy policy;
  private final Set<String> golden;
  private final TextQuality quality;
  private final List<GateLine> lines = new ArrayList<>();
  private final Map<String, Map<String, List<List<Long>>>> confusions = new TreeMap<>();
  private final List<GateResult.Turned> turned = new ArrayList<>();

  /**
   * How far the written graph is from what was trained.
   *
   * @param difference the largest of a score between training and service
   * @param turned share of validation labels that rounding weights to eight bits turned
   */
  public record Learned(double difference, double turned) {}

  private TextGates(PromotionPolicy policy, Set<String> golden) {
    this.policy = policy;
    this.golden = Set.copyOf(golden);
    this.quality = new TextQuality(policy.quality(), Bootstrap.DEFAULT);
  }

  /**
   * Runs all gates.
   *
   * @param data whose test split decides
   * @param golden event ids of golden items among it
   * @param learned how far the graph is from what was trained
   */
  public static GateResult run(
      ModelPackage champion,
      ModelPackage challenger,
      Dataset data,
      Set<String> golden,
      Learned learned,
      PromotionPolicy policy)
      throws IOException {
    TextGates gates = new TextGates(policy, golden);
    gates.scores(champion, challenger, data);
    List<GateLine> lines = gates.lines;
    lines.add(GraphGates.difference(learned.difference(), policy.graph()));
    lines.add(GraphGates.int8(learned.turned(), policy.graph()));
    lines.add(PackageGates.sound(challenger));
    lines.add(PackageGates.memory(champion, challenger, policy.cost().memory()));
    lines.add(PackageGates.size(champion, challenger, policy.cost().size()));
    lines.add(PackageGates.provenance(challenger));
    return new GateResult(lines, gates.confusions, gates.turned);
  }

  private void scores(ModelPackage champion, ModelPackage challenger, Dataset data) {
    List<Example> test = data.in(Split.TEST);
    List<String> texts = test.stream().map(Example::text).toList();
    ScorerOptions options = ScorerOptions.defaults().withUnsigned();
    try (TextScorer before = TextScorer.open(champion.dir(), options);
        TextScorer after = TextScorer.open(challenger.dir(), options)) {
      List<ScoreOutcome> was = before.score(texts);
      List<ScoreOutcome> is = after.score(texts);
      for (TaskSpec task : before.tasks()) {
        float[][] old = scores(was, place(before.tasks(), task));
        float[][] young = scores(is, place(after.tasks(), task));
        @Nullable TaskLabels labels = data.task(task.name()).orElse(null);
        if (labels == null) {
          lines.add(LabelGates.untaught(task.name(), old, young, policy.untaught()));
        } else {
          taught(ComparedTexts.of(labels, test, old, young));
        }
      }
      if (policy.quality().mustGain()) {
        lines.add(quality.gain());
      }
      if (!texts.isEmpty()) {
        lines.add(latency(before, after, texts.subList(0, Math.min(TIMED_TEXTS, texts.size()))));
      }
    }
  }

  private static int place(List<TaskSpec> tasks, TaskSpec wanted) {
    int place = tasks.indexOf(wanted);
    if (place < 0) {
      throw new IllegalArgumentException(
          "the challenger has no task %s with the labels %s; it has %s"
              .formatted(wanted.name(), wanted.labels(), tasks));
    }
    return place;
  }

  /** Of each text, by label; of one that the engine rejected none. */
  private static float[][] scores(List<ScoreOutcome> outcomes, int task) {
    float[][] scores = new float[outcomes.size()][];
    for (int i = 0; i < scores.length; i++) {
      scores[i] =
          outcomes.get(i) instanceof ScoreOutcome.Scored scored
              ? scored.probabilities()[task]
              : new float[0];
    }
    return scores;
  }

  private void taught(ComparedTexts task) {
    Compared all = task.scores();
    lines.add(quality.task(all));
    lines.add(
        CalibrationGate.line(
            task.name(),
            all.calibrationError(all.challenger()),
            all.calibrationError(all.champion()),
            policy.calibration().mayLose()));
    lines.addAll(quality.slices(task));
    lines.add(LabelGates.golden(task, golden, policy.golden()));
    turned.addAll(LabelGates.turned(task));
    confusions.put(
        task.name(),
        Map.of("before", all.table(all.champion()), "after", all.table(all.challenger())));
  }

  private GateLine latency(TextScorer before, TextScorer after, List<String> timed) {
    return new LatencyGate(timed.size(), "text")
        .line(PAIRS, () -> before.score(timed), () -> after.score(timed), policy.cost().latency());
  }
}

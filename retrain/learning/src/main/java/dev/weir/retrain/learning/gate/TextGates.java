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
import dev.weir.retrain.evaluate.metric.Interval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds a text model that learned against the one that it learned from, by the engine that serves
 * both. Confined to one thread.
 */
public final class TextGates {
  private static final int PAIRS = 15;
  private static final int TIMED_TEXTS = 512;
  private static final double ROUNDING = 1e-9;

  private final ModelPackage champion;
  private final ModelPackage challenger;
  private final Dataset data;
  private final Set<String> golden;
  private final PromotionPolicy policy;
  private final Bootstrap bootstrap;
  private final List<GateLine> lines = new ArrayList<>();
  private final Map<String, Compared> compared = new TreeMap<>();
  private final List<GateResult.Turned> turned = new ArrayList<>();
  private @Nullable GateLine best;

  /**
   * How far the written graph is from what was trained.
   *
   * @param difference the largest of a score between training and service
   * @param turned share of validation labels that rounding weights to eight bits turned
   */
  public record Learned(double difference, double turned) {}

  private TextGates(
      ModelPackage champion,
      ModelPackage challenger,
      Dataset data,
      Set<String> golden,
      PromotionPolicy policy,
      Bootstrap bootstrap) {
    this.champion = champion;
    this.challenger = challenger;
    this.data = data;
    this.golden = Set.copyOf(golden);
    this.policy = policy;
    this.bootstrap = bootstrap;
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
    return new TextGates(champion, challenger, data, golden, policy, Bootstrap.DEFAULT)
        .run(learned);
  }

  private GateResult run(Learned learned) throws IOException {
    List<Example> test = data.in(Split.TEST);
    List<String> texts = test.stream().map(Example::text).toList();
    try (TextScorer before =
            TextScorer.open(champion.dir(), ScorerOptions.defaults().withUnsigned());
        TextScorer after =
            TextScorer.open(challenger.dir(), ScorerOptions.defaults().withUnsigned())) {
      List<ScoreOutcome> old = before.score(texts);
      List<ScoreOutcome> young = after.score(texts);
      for (int task = 0; task < before.tasks().size(); task++) {
        TaskSpec spec = before.tasks().get(task);
        int place = place(after.tasks(), spec);
        data.task(spec.name())
            .ifPresentOrElse(
                labels ->
                    taught(labels, test, scores(old, spec, before), scores(young, spec, after)),
                () -> untaught(spec, test, old, young, before.tasks().indexOf(spec), place));
      }
      gain();
      latency(before, after, texts);
    }
    graph(learned);
    lines.add(PackageGates.memory(champion, challenger, policy.cost().memory()));
    lines.add(PackageGates.size(champion, challenger, policy.cost().size()));
    lines.add(PackageGates.provenance(challenger));
    return new GateResult(lines, confusions(), turned);
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

  private static float[][] scores(List<ScoreOutcome> outcomes, TaskSpec task, TextScorer of) {
    int place = of.tasks().indexOf(task);
    float[][] scores = new float[outcomes.size()][];
    for (int i = 0; i < scores.length; i++) {
      scores[i] =
          outcomes.get(i) instanceof ScoreOutcome.Scored scored
              ? scored.probabilities()[place]
              : new float[0];
    }
    return scores;
  }

  private void taught(TaskLabels task, List<Example> test, float[][] old, float[][] young) {
    int[] rows =
        java.util.stream.IntStream.range(0, test.size())
            .filter(i -> test.get(i).label(task) != null)
            .filter(i -> old[i].length > 0 && young[i].length > 0)
            .toArray();
    int[] truth = new int[test.size()];
    for (int i : rows) {
      truth[i] = task.index(String.valueOf(test.get(i).label(task)));
    }
    Compared all = new Compared(task, truth, old, young).of(rows);
    compared.put(task.task(), all);
    quality(task.task(), all, false, true);
    double error = all.calibrationError(all.challenger());
    double before = all.calibrationError(all.champion());
    lines.add(
        new GateLine(
            "calibration",
            task.task(),
            "ece",
            error,
            before,
            null,
            "may rise by " + policy.calibration().mayLose(),
            error - before <= policy.calibration().mayLose() + ROUNDING));
    slices(task, test, rows, all);
    golden(task, test, rows, all);
    int[] was = Compared.best(all.champion());
    int[] is = Compared.best(all.challenger());
    for (int i = 0; i < rows.length; i++) {
      if (was[i] != is[i]) {
        turned.add(
            new GateResult.Turned(
                test.get(rows[i]).id(),
                task.task(),
                task.labels().get(was[i]),
                task.labels().get(is[i]),
                test.get(rows[i]).label(task)));
      }
    }
  }

  private void quality(String of, Compared rows, boolean slice, boolean mayGain) {
    @Nullable Interval interval = rows.interval(bootstrap);
    double mayLose = slice ? policy.quality().sliceMayLose() : policy.quality().mayLose();
    double challenger = rows.challengerF1();
    double champion = rows.championF1();
    boolean holds = champion - challenger <= mayLose + ROUNDING || !Double.isFinite(champion);
    // there are many slices and most are small: some lose by chance alone
    boolean chance = slice && (interval == null || interval.high() >= 0);
    GateLine line =
        new GateLine(
            "quality",
            of,
            "macro_f1",
            challenger,
            champion,
            interval,
            "may fall by " + mayLose + (slice ? ", or by chance" : ""),
            holds || chance);
    lines.add(line);
    if (mayGain && low(line) > (best == null ? Double.NEGATIVE_INFINITY : low(best))) {
      best = line;
    }
  }

  private static double low(GateLine line) {
    return line.interval() == null ? Double.NEGATIVE_INFINITY : line.interval().low();
  }

  private void slices(TaskLabels task, List<Example> test, int[] rows, Compared all) {
    Map<String, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < rows.length; i++) {
      Example row = test.get(rows[i]);
      int place = i;
      row.slices()
          .forEach(
              (name, group) ->
                  groups.computeIfAbsent(name + " " + group, g -> new ArrayList<>()).add(place));
      String language = row.language() == null ? "unknown" : row.language();
      groups.computeIfAbsent("language " + language, g -> new ArrayList<>()).add(place);
    }
    groups.forEach(
        (group, members) -> {
          Compared slice = all.of(members.stream().mapToInt(Integer::intValue).toArray());
          if (slice.rows() >= policy.quality().sliceLeastRows()
              && slice.rows() < all.rows()
              && Double.isFinite(slice.championF1())) {
            quality(task.task() + ", " + group, slice, true, group.equals("period recent"));
          }
        });
  }

  private void untaught(
      TaskSpec task,
      List<Example> test,
      List<ScoreOutcome> old,
      List<ScoreOutcome> young,
      int oldPlace,
      int youngPlace) {
    int both = 0;
    int turns = 0;
    for (int i = 0; i < test.size(); i++) {
      if (old.get(i) instanceof ScoreOutcome.Scored before
          && young.get(i) instanceof ScoreOutcome.Scored after) {
        both++;
        int was = Compared.best(new float[][] {before.probabilities()[oldPlace]})[0];
        int is = Compared.best(new float[][] {after.probabilities()[youngPlace]})[0];
        turns += was == is ? 0 : 1;
      }
    }
    double share = both == 0 ? 0 : (double) turns / both;
    lines.add(
        new GateLine(
            "untaught",
            task.name(),
            "labels turned",
            share,
            0,
            null,
            "at most " + policy.untaught().mayTurn(),
            share <= policy.untaught().mayTurn()));
  }

  private void golden(TaskLabels task, List<Example> test, int[] rows, Compared all) {
    int[] before = Compared.best(all.champion());
    int[] after = Compared.best(all.challenger());
    int right = 0;
    int was = 0;
    int lost = 0;
    for (int i = 0; i < rows.length; i++) {
      if (golden.contains(test.get(rows[i]).id())) {
        int truth = all.truth()[i];
        was += before[i] == truth ? 1 : 0;
        right += after[i] == truth ? 1 : 0;
        lost += before[i] == truth && after[i] != truth ? 1 : 0;
      }
    }
    lines.add(
        new GateLine(
            "golden",
            task.task(),
            "right",
            right,
            was,
            null,
            "may lose " + policy.golden().mayLose(),
            lost <= policy.golden().mayLose()));
  }

  private void gain() {
    if (policy.quality().mustGain()) {
      @Nullable GateLine most = best;
      lines.add(
          new GateLine(
              "gain",
              most == null ? "no task" : most.of(),
              "macro_f1",
              most == null ? 0 : most.challenger(),
              most == null ? 0 : most.champion(),
              most == null ? null : most.interval(),
              "some task better beyond chance, all texts or recent ones",
              most != null && low(most) > 0));
    }
  }

  private void latency(TextScorer before, TextScorer after, List<String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    List<String> timed = texts.subList(0, Math.min(TIMED_TEXTS, texts.size()));
    double[] old = new double[PAIRS];
    double[] young = new double[PAIRS];
    for (int pair = 0; pair < PAIRS; pair++) {
      old[pair] = micros(before, timed);
      young[pair] = micros(after, timed);
    }
    // the least of each: what other programs cost is not the models'
    double was = Arrays.stream(old).min().orElse(0);
    double is = Arrays.stream(young).min().orElse(0);
    lines.add(
        new GateLine(
            "latency",
            timed.size() + " texts",
            "microseconds a text",
            is,
            was,
            null,
            "at most " + policy.cost().latency() + " times",
            is <= was * policy.cost().latency()));
  }

  private static double micros(TextScorer scorer, List<String> texts) {
    long begin = System.nanoTime();
    scorer.score(texts);
    return (System.nanoTime() - begin) / 1e3 / texts.size();
  }

  private void graph(Learned learned) {
    lines.add(
        new GateLine(
            "graph",
            "service against training",
            "difference",
            learned.difference(),
            0,
            null,
            "at most " + policy.graph().mostDifference(),
            learned.difference() <= policy.graph().mostDifference()));
    lines.add(
        new GateLine(
            "graph",
            "int8 against fp32",
            "labels turned",
            learned.turned(),
            0,
            null,
            "at most " + policy.graph().int8MayTurn(),
            learned.turned() <= policy.graph().int8MayTurn()));
    lines.add(PackageGates.sound(challenger));
  }

  private Map<String, Map<String, List<List<Long>>>> confusions() {
    Map<String, Map<String, List<List<Long>>>> all = new TreeMap<>();
    compared.forEach(
        (task, rows) ->
            all.put(
                task,
                Map.of(
                    "before", table(rows, rows.champion()),
                    "after", table(rows, rows.challenger()))));
    return all;
  }

  private static List<List<Long>> table(Compared rows, float[][] scores) {
    var confusion = rows.confusion(scores, null);
    int labels = rows.task().labels().size();
    List<List<Long>> table = new ArrayList<>();
    for (int truth = 0; truth < labels; truth++) {
      List<Long> row = new ArrayList<>();
      for (int predicted = 0; predicted < labels; predicted++) {
        row.add(confusion.count(truth, predicted));
      }
      table.add(row);
    }
    return table;
  }
}

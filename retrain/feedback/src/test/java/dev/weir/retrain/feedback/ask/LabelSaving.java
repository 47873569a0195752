package dev.weir.retrain.feedback.ask;

import dev.weir.engine.feature.IdArena;
import dev.weir.engine.feature.IdFeature;
import dev.weir.engine.feature.NgramBags;
import dev.weir.engine.feature.TextNormalizer;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Datasets;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LeakPolicy;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.schemas.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A program: how many labels chosen by {@link AskFirst} are worth how many chosen at random.
 * Arguments: folder of a data set, task, split to score on, seeds. The model is a linear one over
 * hashed n-grams, learned anew after each round, which also gives the scores that the next round is
 * chosen by. Prints JSON.
 */
final class LabelSaving {
  private static final int[] BUDGETS = {50, 100, 150, 200, 300, 400, 600, 800, 1200, 1600};
  private static final int MOST_POOL = 6000;
  private static final int MOST_SCORED = 4000;
  private static final int EPOCHS = 20;
  private static final double RATE = 0.1;

  private final TaskLabels labels;
  private final Task task;
  private final List<Example> pool;
  private final List<Example> scored;
  private final List<int[]> poolIds;
  private final List<int[]> scoredIds;

  private LabelSaving(Dataset data, TaskLabels labels, Split split) {
    this.labels = labels;
    this.task = Task.valueOf(labels.task().toUpperCase(Locale.ROOT));
    pool = some(data.in(Split.TRAIN), MOST_POOL);
    scored = some(data.in(split), MOST_SCORED);
    poolIds = pool.stream().map(LabelSaving::ids).toList();
    scoredIds = scored.stream().map(LabelSaving::ids).toList();
  }

  public static void main(String[] arguments) throws IOException {
    Dataset data =
        Datasets.load(
            List.of(Path.of(arguments[0])), LoadOptions.defaults().withLeaks(LeakPolicy.DROP));
    TaskLabels labels = TaskLabels.known(arguments[1]).orElseThrow();
    Split split = Split.valueOf(arguments[2]);
    int seeds = Integer.parseInt(arguments[3]);
    new LabelSaving(data, labels, split).run(data.name(), split, seeds);
  }

  private void run(String name, Split split, int seeds) {
    double[] random = new double[BUDGETS.length];
    double[] asked = new double[BUDGETS.length];
    int rounds = 0;
    while (rounds < BUDGETS.length && BUDGETS[rounds] <= pool.size() / 2) {
      rounds++;
    }
    for (int seed = 0; seed < seeds; seed++) {
      curve(seed, false, random, rounds, seeds);
      curve(seed, true, asked, rounds, seeds);
    }
    System.out.printf(
        Locale.ROOT,
        "{\"data\":\"%s\",\"split\":\"%s\",\"pool\":%d,\"seeds\":%d,\"curve\":[%n",
        name,
        split,
        pool.size(),
        seeds);
    for (int i = 0; i < rounds; i++) {
      System.out.printf(
          Locale.ROOT,
          " {\"labels\":%d,\"random\":%.4f,\"ask_first\":%.4f,\"random_needs\":%s}%s%n",
          BUDGETS[i],
          random[i],
          asked[i],
          needed(random, rounds, asked[i]),
          i + 1 < rounds ? "," : "");
    }
    System.out.println("]}");
  }

  /** Labels with which random choice reaches a score, between two budgets in a line. */
  private static String needed(double[] random, int rounds, double score) {
    for (int i = 0; i < rounds; i++) {
      if (random[i] >= score) {
        double share = i == 0 ? 1 : (score - random[i - 1]) / (random[i] - random[i - 1]);
        double before = i == 0 ? BUDGETS[0] : BUDGETS[i - 1];
        return String.valueOf(Math.round(before + share * (BUDGETS[i] - before)));
      }
    }
    return "\"more than " + BUDGETS[rounds - 1] + "\"";
  }

  private void curve(int seed, boolean ask, double[] sums, int rounds, int seeds) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < pool.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    List<Integer> chosen = new ArrayList<>(order.subList(0, BUDGETS[0]));
    for (int round = 0; round < rounds; round++) {
      Linear model = new Linear(labels.labels().size());
      model.learn(chosen, seed);
      sums[round] += model.macroF1() / seeds;
      if (round + 1 < rounds) {
        int more = BUDGETS[round + 1] - chosen.size();
        chosen.addAll(
            ask ? asked(model, chosen, more) : order.subList(chosen.size(), chosen.size() + more));
      }
    }
  }

  private List<Integer> asked(Linear model, List<Integer> chosen, int more) {
    Set<Integer> known = new HashSet<>(chosen);
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < pool.size(); i++) {
      if (!known.contains(i)) {
        List<Double> scores = Arrays.stream(model.scores(poolIds.get(i))).boxed().toList();
        candidates.add(
            new Candidate(String.valueOf(i), pool.get(i).text(), Map.of(task, scores), Map.of()));
      }
    }
    return new AskFirst(List.of(task))
        .pick(candidates, more).stream().map(pick -> Integer.valueOf(pick.eventId())).toList();
  }

  private List<Example> some(List<Example> all, int most) {
    List<Example> labelled =
        new ArrayList<>(all.stream().filter(one -> one.label(labels) != null).toList());
    Collections.shuffle(labelled, new Random(99));
    return labelled.subList(0, Math.min(most, labelled.size()));
  }

  private static int[] ids(Example example) {
    IdArena arena = new IdArena();
    String plain = TextNormalizer.normalize(example.text());
    if (plain.isEmpty()) {
      return new int[0];
    }
    try (IdFeature words = NgramBags.words();
        IdFeature characters = NgramBags.characters()) {
      words.append(example.text(), plain, arena);
      arena.endRecord();
      characters.append(example.text(), plain, arena);
      arena.endRecord();
    }
    return Arrays.stream(arena.ids(), 0, arena.start(2))
        .mapToInt(id -> (int) id)
        .distinct()
        .toArray();
  }

  /** Softmax regression by AdaGrad; each text's features have length 1. */
  private final class Linear {
    private final int classes;
    private final float[] weights;
    private final float[] squares;

    Linear(int classes) {
      this.classes = classes;
      weights = new float[NgramBags.ROWS * classes];
      squares = new float[NgramBags.ROWS * classes];
    }

    void learn(List<Integer> rows, int seed) {
      List<Integer> order = new ArrayList<>(rows);
      Random random = new Random(seed);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        Collections.shuffle(order, random);
        for (int row : order) {
          int[] ids = poolIds.get(row);
          double[] errors = scores(ids);
          errors[labels.index(String.valueOf(pool.get(row).label(labels)))] -= 1;
          double value = 1 / Math.sqrt(Math.max(1, ids.length));
          for (int id : ids) {
            for (int k = 0; k < classes; k++) {
              int at = id * classes + k;
              double gradient = errors[k] * value;
              squares[at] += (float) (gradient * gradient);
              weights[at] -= (float) (RATE * gradient / (1e-6 + Math.sqrt(squares[at])));
            }
          }
        }
      }
    }

    double[] scores(int[] ids) {
      double[] scores = new double[classes];
      double value = 1 / Math.sqrt(Math.max(1, ids.length));
      for (int id : ids) {
        for (int k = 0; k < classes; k++) {
          scores[k] += value * weights[id * classes + k];
        }
      }
      double most = Arrays.stream(scores).max().orElse(0);
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        scores[k] = Math.exp(scores[k] - most);
        sum += scores[k];
      }
      for (int k = 0; k < classes; k++) {
        scores[k] /= sum;
      }
      return scores;
    }

    double macroF1() {
      int[][] confusion = new int[classes][classes];
      for (int i = 0; i < scored.size(); i++) {
        double[] scores = scores(scoredIds.get(i));
        int best = 0;
        for (int k = 1; k < classes; k++) {
          best = scores[k] > scores[best] ? k : best;
        }
        confusion[labels.index(String.valueOf(scored.get(i).label(labels)))][best]++;
      }
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        int wrong = 0;
        for (int j = 0; j < classes; j++) {
          wrong += j == k ? 0 : confusion[k][j] + confusion[j][k];
        }
        int right = confusion[k][k];
        sum += right == 0 ? 0 : 2.0 * right / (2 * right + wrong);
      }
      return sum / classes;
    }
  }
}

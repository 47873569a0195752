package dev.weir.retrain.text;

import dev.weir.retrain.dataset.DataSource;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LeakReport;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.text.train.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A made-up data set that can be learned in seconds: the words give the labels away. */
public final class TinyData {
  private static final List<String> THINGS =
      List.of("kettle", "lamp", "bicycle", "tent", "piano", "harbour", "garden", "train");
  private static final List<List<String>> FEELINGS =
      List.of(
          List.of("dreadful", "broken", "awful", "糟糕"),
          List.of("ordinary", "average", "usual", "一般"),
          List.of("lovely", "splendid", "delightful", "很好"));
  private static final List<List<String>> OFFERS =
      List.of(List.of("see you", "good morning"), List.of("claim the bonus", "free coins here"));

  private TinyData() {}

  /** Sentiment and spam, of two sets; sentiment rows carry an auxiliary label. */
  public static Dataset of(int rows) {
    List<Example> examples = new ArrayList<>();
    Random random = new Random(5);
    for (int row = 0; row < rows; row++) {
      Split split = row % 4 == 0 ? Split.VALID : Split.TRAIN;
      boolean feeling = row % 2 == 0 ? row % 4 == 0 || random.nextBoolean() : random.nextBoolean();
      examples.add(feeling ? feeling(row, split, random) : offer(row, split, random));
      examples.add(offer(rows + row, split, random));
    }
    return dataset(examples);
  }

  /** A data set of these examples. */
  public static Dataset dataset(List<Example> examples) {
    return new Dataset(
        "tiny",
        List.of(TaskLabels.SENTIMENT, TaskLabels.SPAM),
        List.of(source("feelings"), source("offers")),
        examples,
        false,
        new LeakReport(List.of(), Map.of(), Map.of(), 0));
  }

  /** A small network that learns fast. */
  public static Recipe recipe(int epochs) {
    return new Recipe(
        3, epochs, 5, 32, 300, 32, 16, 24, 8, 16, 1e-2f, 30, 10, 0.1f, 0.1f, 0.05f, 0.01f, 0.1f,
        100, 2, 0.5f, "spam", 0.05f, 0.9f, 0.1f);
  }

  private static DataSource source(String name) {
    return new DataSource(name, "Apache-2.0", true, Map.of(), List.of(), 0, 0);
  }

  private static Example feeling(int row, Split split, Random random) {
    int label = random.nextInt(3);
    String text =
        "the %s is %s %d"
            .formatted(pick(THINGS, random), pick(FEELINGS.get(label), random), row % 90);
    return new Example(
        "f" + row,
        text,
        split,
        "feelings",
        "en",
        Map.of("sentiment", TaskLabels.SENTIMENT.labels().get(label)),
        Map.of("mood", List.of(label == 2 ? "joy" : "none")),
        Map.of());
  }

  private static Example offer(int row, Split split, Random random) {
    int label = random.nextInt(2);
    String text =
        "%s %s at the %s"
            .formatted(pick(THINGS, random), pick(OFFERS.get(label), random), pick(THINGS, random));
    return new Example(
        "o" + row,
        text,
        split,
        "offers",
        "en",
        Map.of("spam", TaskLabels.SPAM.labels().get(label)),
        Map.of(),
        Map.of());
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}

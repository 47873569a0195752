package dev.weir.retrain.transformer;

import dev.weir.retrain.dataset.DataSource;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LeakReport;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Invented texts whose label two of their words give away. */
public final class Toy {
  private static final String[] FILLERS = {
    "we", "then", "a", "house", "with", "morning", "of", "people", "under", "street", "and", "blue"
  };
  private static final String[][] TELLING = {
    {"awful", "broken", "rude", "dreadful", "worst"},
    {"lovely", "superb", "kind", "delicious", "best"},
    {"tuesday", "receipt", "parcel", "number", "office"},
    {"dinner", "brother", "meeting", "later", "home"},
    {"winner", "bonus", "loan", "click", "voucher"},
    {"thanks", "hello", "please", "friend", "welcome"},
    {"idiot", "stupid", "trash", "loser", "clown"}
  };

  private Toy() {}

  /** All words of the rows. */
  public static List<String> words() {
    List<String> words = new ArrayList<>(List.of(FILLERS));
    for (String[] telling : TELLING) {
      words.addAll(List.of(telling));
    }
    return words;
  }

  /** Rows of a task, the labels in turn. */
  public static Snapshot rows(TaskLabels task, int train, int valid, int test) {
    List<Example> examples = new ArrayList<>();
    Random random = new Random(3);
    add(examples, task, 0, Split.TRAIN, train, random);
    add(examples, task, 0, Split.VALID, valid, random);
    add(examples, task, 0, Split.TEST, test, random);
    return of(List.of(task), examples);
  }

  /**
   * Rows of several tasks, seven labels in all, each row with the label of one of them; the tasks
   * have no telling word in common.
   */
  public static Snapshot ofTasks(List<TaskLabels> tasks, int train, int valid, int test) {
    List<Example> examples = new ArrayList<>();
    Random random = new Random(5);
    int first = 0;
    for (TaskLabels task : tasks) {
      add(examples, task, first, Split.TRAIN, train, random);
      add(examples, task, first, Split.VALID, valid, random);
      add(examples, task, first, Split.TEST, test, random);
      first += task.labels().size();
    }
    return of(tasks, examples);
  }

  /** Rows with any of the labels, or none, as auxiliary labels of the task's name. */
  public static Snapshot multiLabel(TaskLabels task, int train, int valid) {
    List<Example> examples = new ArrayList<>();
    Random random = new Random(4);
    for (int i = 0; i < train + valid; i++) {
      List<String> holding = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (int label = 0; label < task.labels().size(); label++) {
        if (random.nextBoolean()) {
          holding.add(task.labels().get(label));
          text.append(TELLING[label][random.nextInt(TELLING[label].length)]).append(' ');
        }
        text.append(FILLERS[random.nextInt(FILLERS.length)]).append(' ');
      }
      examples.add(
          new Example(
              "m" + i,
              text.toString(),
              i < train ? Split.TRAIN : Split.VALID,
              "toy",
              "en",
              Map.of(),
              Map.of(task.task(), holding),
              Map.of()));
    }
    return of(List.of(), examples);
  }

  public static Snapshot of(List<TaskLabels> tasks, List<Example> examples) {
    return Snapshot.of(
        new Dataset(
            "toy",
            tasks,
            List.of(new DataSource("toy", "CC0-1.0", true, Map.of(), List.of(), 0, 0)),
            examples,
            false,
            new LeakReport(List.of(), Map.of(), Map.of(), 0)));
  }

  private static void add(
      List<Example> examples, TaskLabels task, int telling, Split split, int count, Random random) {
    for (int i = 0; i < count; i++) {
      int label = i % task.labels().size();
      StringBuilder text = new StringBuilder();
      int length = 4 + random.nextInt(5);
      int first = random.nextInt(length);
      int second = random.nextInt(length);
      for (int word = 0; word < length; word++) {
        String[] words = word == first || word == second ? TELLING[telling + label] : FILLERS;
        text.append(words[random.nextInt(words.length)]).append(' ');
      }
      examples.add(
          new Example(
              task.task() + split.id() + i,
              text.toString(),
              split,
              "toy",
              "en",
              Map.of(task.task(), task.labels().get(label)),
              Map.of(),
              Map.of()));
    }
  }
}

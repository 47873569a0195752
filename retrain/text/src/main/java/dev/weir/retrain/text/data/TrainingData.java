package dev.weir.retrain.text.data;

import dev.weir.retrain.dataset.DataSource;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a text model learns from and is chosen by. Immutable.
 *
 * @param heads the tasks that the data has labels of, in the order that Weir names them
 * @param sets names of the data sets
 * @param auxiliary names of further labels that help to train, such as {@code emotions:joy}
 * @param train the texts that weights are fitted to
 * @param valid the texts that stopping and calibration are chosen on
 */
public record TrainingData(
    Heads heads,
    List<String> sets,
    List<String> auxiliary,
    List<TrainingText> train,
    List<TrainingText> valid) {
  /** Fewer rows of a label teach nothing that can be measured. */
  public static final int LEAST_ROWS = 10;

  public TrainingData {
    sets = List.copyOf(sets);
    auxiliary = List.copyOf(auxiliary);
    train = List.copyOf(train);
    valid = List.copyOf(valid);
  }

  /**
   * The texts of a data set.
   *
   * @throws dev.weir.retrain.dataset.DatasetException if a task has one class only or too few rows
   */
  public static TrainingData of(Dataset dataset) {
    List<TaskLabels> tasks = TaskLabels.inOrder(dataset.tasks());
    tasks.forEach(task -> dataset.requireTrainable(task, LEAST_ROWS));
    List<String> sets = dataset.sources().stream().map(DataSource::name).toList();
    TreeSet<String> names = new TreeSet<>();
    for (Example example : dataset.in(Split.TRAIN)) {
      example
          .auxiliary()
          .forEach((name, values) -> values.forEach(value -> names.add(key(name, value))));
    }
    Reader reader = new Reader(tasks, sets, List.copyOf(names));
    return new TrainingData(
        new Heads(tasks),
        sets,
        reader.auxiliary,
        dataset.in(Split.TRAIN).stream().map(reader::read).toList(),
        dataset.in(Split.VALID).stream().map(reader::read).toList());
  }

  private static String key(String name, String value) {
    return name + ":" + value;
  }

  private static final class Reader {
    private final List<TaskLabels> tasks;
    private final List<String> sets;
    private final List<String> auxiliary;
    private final Map<String, Integer> places = new HashMap<>();

    Reader(List<TaskLabels> tasks, List<String> sets, List<String> auxiliary) {
      this.tasks = tasks;
      this.sets = sets;
      this.auxiliary = auxiliary;
      for (int i = 0; i < auxiliary.size(); i++) {
        places.put(auxiliary.get(i), i);
      }
    }

    TrainingText read(Example example) {
      int[] labels = new int[tasks.size()];
      Arrays.setAll(
          labels,
          task -> {
            String label = example.label(tasks.get(task));
            return label == null ? TrainingText.UNKNOWN : tasks.get(task).index(label);
          });
      float[] mask = new float[auxiliary.size()];
      float[] values = new float[auxiliary.size()];
      example
          .auxiliary()
          .forEach(
              (name, present) -> {
                for (int i = 0; i < mask.length; i++) {
                  if (auxiliary.get(i).startsWith(name + ":")) {
                    mask[i] = 1;
                  }
                }
                for (String value : present) {
                  Integer place = places.get(key(name, value));
                  if (place != null) {
                    values[place] = 1;
                  }
                }
              });
      return new TrainingText(example.text(), sets.indexOf(example.source()), labels, mask, values);
    }
  }
}

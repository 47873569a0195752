package dev.weir.retrain.transformer.data;

import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.DataSource;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a snapshot that carry a label of one task. Immutable.
 *
 * <p>Where exactly one label holds, it is the row's label of the task. Where several may hold, they
 * are the auxiliary labels of the task's name, or else its one label.
 *
 * @param snapshot hash of the data
 * @param name of the data
 * @param train rows to learn from
 * @param valid rows to choose by
 * @param refused rows whose text the engine would not score
 * @param weightsMayShip whether the licences of all its sources let weights be given away
 */
public record FineTuneData(
    String snapshot,
    String name,
    List<LabelledRow> train,
    List<LabelledRow> valid,
    int refused,
    boolean weightsMayShip) {
  /** Rows of each label that training needs at least. */
  public static final int LEAST_ROWS = 10;

  public FineTuneData {
    train = List.copyOf(train);
    valid = List.copyOf(valid);
  }

  /**
   * The rows for a task of a package.
   *
   * @throws dev.weir.retrain.dataset.DatasetException naming both label sets if they differ, or
   *     what is missing if there are too few rows or one class only
   * @throws FineTuneException if no row has a label of the task
   */
  public static FineTuneData of(
      Snapshot snapshot, ModelPackage base, TaskSpec task, PackageFeatures features) {
    Dataset dataset = snapshot.dataset();
    @Nullable TaskLabels labels = dataset.task(task.name()).orElse(null);
    boolean several = task.kind() == TaskKind.SIGMOID && labels == null;
    if (labels != null) {
      Dataset.requireSameLabels(labels, base.id(), task.labels());
      dataset.requireTrainable(labels, LEAST_ROWS);
    } else if (!several) {
      throw new FineTuneException(
          Problem.UNSUITABLE_DATA,
          "%s has no label of task %s, which %s is to learn; it has %s"
              .formatted(
                  dataset.name(),
                  task.name(),
                  base.id(),
                  dataset.tasks().isEmpty() ? "none" : dataset.tasks().toString()));
    }
    List<LabelledRow> train = new ArrayList<>();
    List<LabelledRow> valid = new ArrayList<>();
    int refused = 0;
    for (Example example : dataset.examples()) {
      float[] target = target(example, task, labels, base);
      if (target == null || example.split() == Split.TEST) {
        continue;
      }
      Map<Feature.Sequence, long[]> ids = features.ids(example.text());
      if (ids == null) {
        refused++;
      } else {
        (example.split() == Split.TRAIN ? train : valid).add(new LabelledRow(ids, target));
      }
    }
    if (train.size() < LEAST_ROWS || valid.isEmpty()) {
      throw new FineTuneException(
          Problem.UNSUITABLE_DATA,
          "%s: %d rows of task %s to train on and %d to validate on, at least %d and 1 are needed"
              .formatted(dataset.name(), train.size(), task.name(), valid.size(), LEAST_ROWS));
    }
    return new FineTuneData(
        snapshot.hash(),
        dataset.name(),
        train,
        valid,
        refused,
        dataset.sources().stream().allMatch(DataSource::weightsMayShip));
  }

  private static float @Nullable [] target(
      Example example, TaskSpec task, @Nullable TaskLabels labels, ModelPackage base) {
    @Nullable List<String> holding;
    if (labels == null) {
      holding = example.auxiliary().get(task.name());
    } else {
      String label = example.label(labels);
      holding = label == null ? null : List.of(label);
    }
    if (holding == null) {
      return null;
    }
    float[] target = new float[task.labels().size()];
    for (String label : holding) {
      int index = task.labels().indexOf(label);
      if (index < 0) {
        throw new FineTuneException(
            Problem.UNSUITABLE_DATA,
            "row %s of %s says '%s' of task %s, of which %s knows the labels %s"
                .formatted(
                    example.id(), example.source(), label, task.name(), base.id(), task.labels()));
      }
      target[index] = 1;
    }
    return target;
  }
}

package dev.weir.retrain.text.train;

import dev.weir.retrain.text.data.TrainingData;
import dev.weir.retrain.text.data.TrainingText;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which rows each step of a run sees, and how much each weighs. Decided by the data, the recipe and
 * the step alone, so that a run that was cut off goes on as if it had not been. Immutable.
 */
final class Schedule {
  private final int[] rows;
  private final float[][] weights;
  private final Recipe recipe;
  private final int stepsOfEpoch;

  private Schedule(int[] rows, float[][] weights, Recipe recipe) {
    this.rows = rows;
    this.weights = weights;
    this.recipe = recipe;
    this.stepsOfEpoch = Math.max(1, rows.length / recipe.batch());
  }

  static Schedule of(TrainingData data, Recipe recipe) {
    int[] sizes = new int[data.sets().size()];
    for (TrainingText text : data.train()) {
      sizes[text.set()]++;
    }
    int[] rows =
        java.util.stream.IntStream.range(0, data.train().size())
            .flatMap(
                row -> {
                  int size = sizes[data.train().get(row).set()];
                  long repeats = Math.round((double) recipe.rowsOfSet() / size);
                  long most = Math.max(1, Math.min(recipe.mostRepeats(), repeats));
                  return java.util.stream.IntStream.generate(() -> row).limit(most);
                })
            .toArray();
    return new Schedule(rows, weights(data, recipe), recipe);
  }

  /** By row and task: the mean over a set's rows is 1. */
  private static float[][] weights(TrainingData data, Recipe recipe) {
    int tasks = data.heads().tasks().size();
    float[][] weights = new float[data.train().size()][tasks];
    for (int task = 0; task < tasks; task++) {
      double[][] counts = new double[data.sets().size()][data.heads().width(task)];
      for (TrainingText text : data.train()) {
        if (text.labels()[task] != TrainingText.UNKNOWN) {
          counts[text.set()][text.labels()[task]]++;
        }
      }
      for (int row = 0; row < weights.length; row++) {
        TrainingText text = data.train().get(row);
        int label = text.labels()[task];
        if (label != TrainingText.UNKNOWN) {
          weights[row][task] = weight(counts[text.set()], label, recipe.classBalance());
        }
      }
    }
    return weights;
  }

  private static float weight(double[] counts, int label, float power) {
    if (counts.length != 2 || power == 0) {
      return 1;
    }
    double rows = counts[0] + counts[1];
    double sum = 0;
    for (double count : counts) {
      sum += count == 0 ? 0 : count * Math.pow(rows / count, power);
    }
    return (float) (Math.pow(rows / counts[label], power) * rows / sum);
  }

  int stepsOfEpoch() {
    return stepsOfEpoch;
  }

  int steps() {
    return stepsOfEpoch * recipe.epochs();
  }

  /** The rows of all steps of an epoch, one after the other. */
  int[] epoch(int epoch) {
    int[] order = rows.clone();
    SplittableRandom random = new SplittableRandom(recipe.seed() * 31 + epoch);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** The rows of one step of an epoch. */
  int[] batch(int[] epoch, int step) {
    int from = Math.min(step * recipe.batch(), Math.max(0, epoch.length - recipe.batch()));
    return Arrays.copyOfRange(epoch, from, Math.min(epoch.length, from + recipe.batch()));
  }

  /** How much a row's loss weighs, by task. */
  float[] weights(int row) {
    return weights[row];
  }
}

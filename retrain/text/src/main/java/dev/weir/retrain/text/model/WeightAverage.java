package dev.weir.retrain.text.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The exponentially decaying average of weights over the steps of a run (Polyak and Juditsky,
 * 1992): it lies deeper in the valley than any single step. The early steps count as in a plain
 * mean, so that random first weights do not stay in it. Confined to one thread.
 */
public final class WeightAverage {
  /** Steps between two looks at the weights: the table is large. */
  public static final int EVERY = 8;

  private final float decay;
  private final List<float[]> weights;
  private final List<float[]> averages = new ArrayList<>();

  /**
   * An average that has seen no step.
   *
   * @param weights that are learned
   * @param decay of the average at each look, below 1; 0: no average, the last weights count
   */
  public WeightAverage(List<float[]> weights, float decay) {
    this.weights = List.copyOf(weights);
    this.decay = decay;
    if (decay > 0) {
      weights.forEach(array -> averages.add(array.clone()));
    }
  }

  /**
   * Looks at the weights after a step.
   *
   * @param step its number, from 1
   */
  public void look(int step) {
    if (decay == 0 || step % EVERY != 0) {
      return;
    }
    int looks = step / EVERY;
    float kept = Math.min(decay, (looks - 1f) / looks);
    for (int i = 0; i < averages.size(); i++) {
      float[] average = averages.get(i);
      float[] values = weights.get(i);
      for (int k = 0; k < average.length; k++) {
        average[k] = kept * average[k] + (1 - kept) * values[k];
      }
    }
  }

  /** Puts the averages in the weights' place, or takes them back out. */
  public void swap() {
    for (int i = 0; i < averages.size(); i++) {
      float[] average = averages.get(i);
      float[] values = weights.get(i);
      float[] kept = average.clone();
      System.arraycopy(values, 0, average, 0, values.length);
      System.arraycopy(kept, 0, values, 0, values.length);
    }
  }

  /** What a checkpoint keeps. */
  public List<float[]> state() {
    return List.copyOf(averages);
  }
}

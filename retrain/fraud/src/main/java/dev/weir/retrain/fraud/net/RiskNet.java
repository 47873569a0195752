package dev.weir.retrain.fraud.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.GradientCollector;
import dev.weir.retrain.fraud.tree.TrainingRows;
import dev.weir.retrain.torch.AdamW;
import dev.weir.retrain.torch.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Two layers with ReLU and a linear unit on scaled columns: log-odds of fraud. Runs on a GPU where
 * PyTorch has one. Confined to one thread.
 *
 * <p>Owns native memory until it is closed.
 */
public final class RiskNet implements AutoCloseable {
  private static final float LARGEST_NORM = 1;
  private static final int SCORING_BATCH = 8192;

  private final Scaling scaling;
  private final NetParameters parameters;
  private final NDManager manager = Torch.manager();
  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private final AdamW optimiser;

  /** A network that has learned nothing. */
  public RiskNet(Scaling scaling, NetParameters parameters) {
    this.scaling = scaling;
    this.parameters = parameters;
    Random random = new Random(parameters.seed());
    layer("first", scaling.inputs(), parameters.first(), random);
    layer("second", parameters.first(), parameters.second(), random);
    layer("out", parameters.second(), 1, random);
    optimiser = new AdamW(weights, (float) parameters.decay(), LARGEST_NORM);
  }

  /** PyTorch's first values of a linear layer; what says that a column is missing begins at 0. */
  private void layer(String name, int in, int out, Random random) {
    double bound = 1 / Math.sqrt(in);
    float[] values = new float[in * out];
    for (int i = 0; i < values.length; i++) {
      float drawn = (float) ((random.nextDouble() * 2 - 1) * bound);
      boolean indicator = name.equals("first") && i % in >= in / 2;
      values[i] = indicator ? 0 : drawn;
    }
    weights.put(name + ".weight", manager.create(values, new Shape(out, in)));
    weights.put(name + ".bias", manager.zeros(new Shape(out)));
  }

  public Scaling scaling() {
    return scaling;
  }

  /** What learns, by name; it stays the network's. */
  public Map<String, NDArray> weights() {
    return weights;
  }

  /** What a checkpoint keeps: the weights and what the optimiser remembers. */
  public Map<String, NDArray> state() {
    Map<String, NDArray> all = new LinkedHashMap<>(weights);
    all.putAll(optimiser.moments());
    return all;
  }

  /** Goes on behind a step; the state has been filled in. */
  public void resume(int steps) {
    optimiser.resume(steps);
  }

  /**
   * One step.
   *
   * @param chosen rows of the step
   * @param share of the learning rate
   * @return the mean loss of the rows before it; NaN if nothing was learned because it is none
   */
  public double step(TrainingRows rows, int[] chosen, float share) {
    try (NDManager scope = manager.newSubManager()) {
      float[] labels = new float[chosen.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = rows.labels()[chosen[i]];
      }
      NDArray target = scope.create(labels, new Shape(labels.length, 1));
      double loss;
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray odds = forward(scope, rows, chosen, true);
        NDArray mean = Activation.softPlus(odds).sub(odds.mul(target)).mean();
        collector.backward(mean);
        loss = mean.getFloat();
      }
      boolean moved = optimiser.step(scope, (float) parameters.learningRate() * share);
      return moved ? loss : Double.NaN;
    }
  }

  /** Log-odds of fraud of each row. */
  public float[] logOdds(TrainingRows rows) {
    float[] all = new float[rows.size()];
    for (int at = 0; at < all.length; at += SCORING_BATCH) {
      int[] chosen = new int[Math.min(SCORING_BATCH, all.length - at)];
      for (int i = 0; i < chosen.length; i++) {
        chosen[i] = at + i;
      }
      try (NDManager scope = manager.newSubManager()) {
        float[] odds = forward(scope, rows, chosen, false).toFloatArray();
        System.arraycopy(odds, 0, all, at, odds.length);
      }
    }
    return all;
  }

  private NDArray forward(NDManager scope, TrainingRows rows, int[] chosen, boolean training) {
    float[] inputs = new float[chosen.length * scaling.inputs()];
    for (int i = 0; i < chosen.length; i++) {
      scaling.apply(rows.values(), chosen[i] * rows.columns(), inputs, i * scaling.inputs());
    }
    NDArray hidden = scope.create(inputs, new Shape(chosen.length, scaling.inputs()));
    for (String name : new String[] {"first", "second"}) {
      hidden = Activation.relu(linear(hidden, name));
      if (training && parameters.dropout() > 0) {
        hidden = Dropout.dropout(hidden, (float) parameters.dropout(), true).singletonOrThrow();
      }
    }
    return linear(hidden, "out");
  }

  private NDArray linear(NDArray input, String name) {
    return Linear.linear(input, weight(name + ".weight"), weight(name + ".bias"))
        .singletonOrThrow();
  }

  private NDArray weight(String name) {
    NDArray weight = weights.get(name);
    if (weight == null) {
      throw new IllegalStateException("no weight " + name);
    }
    return weight;
  }

  /** A layer's values, row after row. */
  public float[] values(String name) {
    return weight(name).toFloatArray();
  }

  @Override
  public void close() {
    optimiser.close();
    manager.close();
  }
}

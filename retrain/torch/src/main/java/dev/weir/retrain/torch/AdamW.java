package dev.weir.retrain.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * AdamW (Loshchilov and Hutter, 2019) in PyTorch, the gradient cut to a norm over all parameters.
 * Matrices decay; vectors do not. Its state can be kept and filled in again, so that a training
 * goes on as if it had not been cut off. Confined to one thread.
 *
 * <p>Owns the moments' native memory until it is closed; the parameters stay the caller's.
 */
public final class AdamW implements AutoCloseable {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final float decay;
  private final float clip;
  private final NDManager manager;
  private final Map<String, Learned> learned = new LinkedHashMap<>();
  private int steps;

  private record Learned(NDArray values, NDArray first, NDArray second) {}

  /**
   * An optimiser that has seen no gradient.
   *
   * @param parameters that learn, by name; each is told to keep its gradient
   * @param decay per step and unit of the learning rate
   * @param clip largest norm of all gradients together
   */
  public AdamW(Map<String, NDArray> parameters, float decay, float clip) {
    this.decay = decay;
    this.clip = clip;
    this.manager = parameters.values().iterator().next().getManager().newSubManager();
    parameters.forEach(
        (name, values) -> {
          learned.put(
              name,
              new Learned(
                  values, manager.zeros(values.getShape()), manager.zeros(values.getShape())));
          values.setRequiresGradient(true);
        });
  }

  /**
   * Moves the parameters once by the gradients that stand at them, and clears these.
   *
   * @param scope what is computed belongs to it
   * @return whether it did: not if a gradient is no number any more
   */
  public boolean step(NDManager scope, float learningRate) {
    List<NDArray> gradients = new ArrayList<>();
    double squares = 0;
    for (Learned one : learned.values()) {
      NDArray gradient = one.values.getGradient();
      gradient.attach(scope);
      gradients.add(gradient);
      double norm = gradient.norm().getFloat();
      squares += norm * norm;
    }
    if (!Double.isFinite(squares)) {
      return false;
    }
    steps++;
    float share = (float) Math.min(1, clip / (Math.sqrt(squares) + 1e-12));
    double corrected =
        learningRate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
    int at = 0;
    for (Learned one : learned.values()) {
      move(one, gradients.get(at++), share, learningRate, (float) corrected);
    }
    return true;
  }

  private void move(
      Learned one, NDArray gradient, float share, float learningRate, float corrected) {
    if (share < 1) {
      gradient.muli(share);
    }
    boolean decays = one.values.getShape().dimension() > 1;
    one.values
        .getNDArrayInternal()
        .adamUpdate(
            new NDList(one.values, gradient, one.first, one.second),
            new NDList(one.values),
            learningRate,
            corrected,
            decays ? decay : 0,
            1, // gradients are not scaled again
            -1, // nor cut one by one
            BETA1,
            BETA2,
            EPSILON,
            false,
            true);
    gradient.muli(0); // PyTorch adds the next one to it
  }

  /** The state that a checkpoint keeps beside the parameters: both moments of each. */
  public Map<String, NDArray> moments() {
    Map<String, NDArray> all = new LinkedHashMap<>();
    learned.forEach(
        (name, one) -> {
          all.put("first." + name, one.first);
          all.put("second." + name, one.second);
        });
    return all;
  }

  /** Goes on from a state that {@link #moments()} gave, whose arrays were filled in place. */
  public void resume(int stepsDone) {
    steps = stepsDone;
  }

  @Override
  public void close() {
    manager.close();
  }
}

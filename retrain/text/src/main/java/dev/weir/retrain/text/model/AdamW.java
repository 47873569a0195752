package dev.weir.retrain.text.model;

import java.util.List;

/**
 * AdamW (Loshchilov and Hutter, 2019) with the gradient cut to a norm over all parameters. Confined
 * to one thread.
 */
public final class AdamW {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.98f;
  private static final float EPSILON = 1e-8f;

  private final List<Parameter> parameters;
  private final float decay;
  private final float clip;
  private final float[][] first;
  private final float[][] second;
  private int steps;

  /**
   * An optimiser that has seen no gradient.
   *
   * @param decay per step and unit of the learning rate, for parameters that decay
   * @param clip largest norm of all gradients together
   */
  public AdamW(List<Parameter> parameters, float decay, float clip) {
    this.parameters = List.copyOf(parameters);
    this.decay = decay;
    this.clip = clip;
    first = new float[parameters.size()][];
    second = new float[parameters.size()][];
    for (int p = 0; p < first.length; p++) {
      first[p] = new float[parameters.get(p).values().length];
      second[p] = new float[parameters.get(p).values().length];
    }
  }

  /**
   * Moves the parameters once.
   *
   * @param gradients in the parameters' order; not kept
   */
  public void step(float[][] gradients, float learningRate) {
    steps++;
    double squares = 0;
    for (float[] gradient : gradients) {
      for (float g : gradient) {
        squares += (double) g * g;
      }
    }
    float scale = (float) Math.min(1, clip / (Math.sqrt(squares) + 1e-6));
    float correction1 = (float) (1 - Math.pow(BETA1, steps));
    float correction2 = (float) Math.sqrt(1 - Math.pow(BETA2, steps));
    for (int p = 0; p < gradients.length; p++) {
      Parameter parameter = parameters.get(p);
      float shrink = parameter.isDecayed() ? 1 - learningRate * decay : 1;
      float rate = learningRate / correction1;
      float[] values = parameter.values();
      float[] gradient = gradients[p];
      float[] m = first[p];
      float[] v = second[p];
      for (int i = 0; i < values.length; i++) {
        float g = gradient[i] * scale;
        m[i] = BETA1 * m[i] + (1 - BETA1) * g;
        v[i] = BETA2 * v[i] + (1 - BETA2) * g * g;
        float root = (float) Math.sqrt(v[i]) / correction2;
        values[i] = values[i] * shrink - rate * m[i] / (root + EPSILON);
      }
    }
  }

  /** Steps so far. */
  public int steps() {
    return steps;
  }

  /** The state that a checkpoint keeps: moments of each parameter, first and second in turn. */
  public float[][] moments() {
    float[][] all = new float[2 * first.length][];
    for (int p = 0; p < first.length; p++) {
      all[2 * p] = first[p];
      all[2 * p + 1] = second[p];
    }
    return all;
  }

  /** Goes on from a state that {@link #moments()} gave, whose arrays were filled in place. */
  public void resume(int stepsDone) {
    steps = stepsDone;
  }
}

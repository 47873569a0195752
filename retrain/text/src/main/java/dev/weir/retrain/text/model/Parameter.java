package dev.weir.retrain.text.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * A tensor that is learned. Its values live in Java; every step shows a copy of them to PyTorch and
 * reads the gradient back. Confined to one thread.
 */
public final class Parameter {
  private final String name;
  private final long[] shape;
  private final boolean decayed;
  private final float[] values;

  Parameter(String name, boolean decayed, float[] values, long... shape) {
    long size = 1;
    for (long dimension : shape) {
      size *= dimension;
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          "parameter " + name + ": " + values.length + " values for a shape of " + size);
    }
    this.name = name;
    this.shape = shape.clone();
    this.decayed = decayed;
    this.values = values;
  }

  public String name() {
    return name;
  }

  /** Its sizes. */
  public long[] shape() {
    return shape.clone();
  }

  /** Whether weight decay pulls it towards 0. */
  boolean isDecayed() {
    return decayed;
  }

  /** The values themselves, row after row: who writes to them changes the parameter. */
  public float[] values() {
    return values;
  }

  /** A copy that PyTorch computes with. */
  public NDArray show(NDManager manager, boolean gradient) {
    NDArray array = manager.create(values, new Shape(shape));
    array.setRequiresGradient(gradient);
    return array;
  }
}

package dev.weir.retrain.transformer.weights;

import java.util.Arrays;

/** A named tensor of floats, row after row. Immutable as long as nobody writes to its values. */
public final class Weight {
  private final String name;
  private final long[] shape;
  private final float[] values;

  /**
   * A tensor.
   *
   * @param values as many as the shape says; not copied
   */
  public Weight(String name, long[] shape, float[] values) {
    if (size(shape) != values.length) {
      throw new IllegalArgumentException(
          name + ": " + values.length + " values for the shape " + Arrays.toString(shape));
    }
    this.name = name;
    this.shape = shape.clone();
    this.values = values;
  }

  /** How many values a shape has. */
  public static long size(long[] shape) {
    long size = 1;
    for (long dimension : shape) {
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }

  public String name() {
    return name;
  }

  public long[] shape() {
    return shape.clone();
  }

  /** Whether it has this shape. */
  public boolean hasShape(long... other) {
    return Arrays.equals(shape, other);
  }

  /** The values themselves; not to be changed. */
  public float[] values() {
    return values;
  }

  /** The same tensor with other values. */
  public Weight with(float[] others) {
    return new Weight(name, shape, others);
  }

  /** A matrix with rows and columns exchanged, under the same name. */
  public Weight transposed() {
    if (shape.length != 2) {
      throw new IllegalArgumentException(this + " is no matrix");
    }
    int rows = (int) shape[0];
    int columns = (int) shape[1];
    float[] turned = new float[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned[c * rows + r] = values[r * columns + c];
      }
    }
    return new Weight(name, new long[] {columns, rows}, turned);
  }

  /** Whether shape and values are the same to the bit. */
  public boolean hasContentOf(Weight other) {
    return Arrays.equals(shape, other.shape) && Arrays.equals(values, other.values);
  }

  /** {@code classifier.bias [2]}, as messages name it. */
  @Override
  public String toString() {
    return name + " " + Arrays.toString(shape);
  }
}

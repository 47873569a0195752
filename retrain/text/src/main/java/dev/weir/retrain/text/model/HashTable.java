package dev.weir.retrain.text.model;

import java.util.SplittableRandom;

/**
 * The embeddings of hashed n-grams. A bag is the mean of its rows; rows of n-grams that training
 * hardly ever saw are zero and stay so. Learned by plain stochastic gradient descent, row by row,
 * outside PyTorch: the gradient of a mean is the same for all its rows. Confined to one thread.
 */
public final class HashTable {
  private final int rows;
  private final int width;
  private final float[] values;
  private final boolean[] alive;

  /** A table with normal values in the rows that are alive, and zeros elsewhere. */
  public HashTable(int width, boolean[] alive, float deviation, long seed) {
    this.rows = alive.length;
    this.width = width;
    this.alive = alive.clone();
    this.alive[0] = false;
    values = new float[rows * width];
    java.util.Random random = new java.util.Random(seed);
    for (int i = 0; i < values.length; i++) {
      float value = (float) (random.nextGaussian() * deviation);
      values[i] = this.alive[i / width] ? value : 0;
    }
  }

  /** Which rows of a table occur at least so often in some bags. */
  public static boolean[] seen(int rows, int least, int[][]... bags) {
    int[] counts = new int[rows];
    for (int[][] texts : bags) {
      for (int[] bag : texts) {
        for (int id : bag) {
          counts[id]++;
        }
      }
    }
    boolean[] seen = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      seen[row] = counts[row] >= least;
    }
    return seen;
  }

  public int rows() {
    return rows;
  }

  public int width() {
    return width;
  }

  /** The values themselves, row after row. */
  public float[] values() {
    return values;
  }

  /** A bag with some ids left out at random; at least one stays. */
  public static int[] drop(int[] bag, double share, SplittableRandom random) {
    int[] kept = new int[bag.length];
    int size = 0;
    for (int id : bag) {
      if (random.nextDouble() >= share) {
        kept[size++] = id;
      }
    }
    if (size == 0 && bag.length > 0) {
      kept[size++] = bag[random.nextInt(bag.length)];
    }
    return java.util.Arrays.copyOf(kept, size);
  }

  /** Writes the mean of a bag's rows; zeros for an empty bag. */
  public void mean(int[] bag, float[] into, int offset) {
    java.util.Arrays.fill(into, offset, offset + width, 0);
    if (bag.length == 0) {
      return;
    }
    for (int id : bag) {
      int row = id * width;
      for (int i = 0; i < width; i++) {
        into[offset + i] += values[row + i];
      }
    }
    float share = 1f / bag.length;
    for (int i = 0; i < width; i++) {
      into[offset + i] *= share;
    }
  }

  /** Moves a bag's rows against the gradient of their mean. */
  public void descend(int[] bag, float[] gradient, int offset, float learningRate) {
    float rate = learningRate / bag.length;
    for (int id : bag) {
      if (alive[id]) {
        int row = id * width;
        for (int i = 0; i < width; i++) {
          values[row + i] -= rate * gradient[offset + i];
        }
      }
    }
  }
}

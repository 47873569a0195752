package dev.weir.retrain.transformer.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function by L-BFGS (Nocedal and Wright, Numerical Optimization, 2nd edition,
 * algorithm 7.4) with a line search that halves the step. Stateless.
 */
final class LimitedMemory {
  private static final int MEMORY = 10;
  private static final int ROUNDS = 200;
  private static final int HALVINGS = 30;
  private static final double SUFFICIENT = 1e-4;
  private static final double FLAT = 1e-6;

  private LimitedMemory() {}

  /** A function with its gradient. */
  interface Function {
    /**
     * The value at a point.
     *
     * @param gradient is overwritten
     */
    double at(double[] point, double[] gradient);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Pair(double[] step, double[] change, double product) {}

  /** A minimum near a point, which is not changed. */
  static double[] minimise(Function function, double[] from) {
    double[] point = from.clone();
    double[] gradient = new double[point.length];
    double value = function.at(point, gradient);
    Deque<Pair> memory = new ArrayDeque<>();
    for (int round = 0; round < ROUNDS && Math.sqrt(dot(gradient, gradient)) > FLAT; round++) {
      double[] direction = direction(gradient, memory);
      double slope = dot(direction, gradient);
      double length = memory.isEmpty() ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
      double[] next = new double[point.length];
      double[] nextGradient = new double[point.length];
      double nextValue = Double.POSITIVE_INFINITY;
      for (int halving = 0; halving < HALVINGS; halving++) {
        for (int i = 0; i < point.length; i++) {
          next[i] = point[i] + length * direction[i];
        }
        nextValue = function.at(next, nextGradient);
        if (nextValue <= value + SUFFICIENT * length * slope) {
          break;
        }
        length /= 2;
      }
      if (!(nextValue < value)) {
        return point;
      }
      remember(memory, difference(next, point), difference(nextGradient, gradient));
      point = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return point;
  }

  private static void remember(Deque<Pair> memory, double[] step, double[] change) {
    double product = dot(step, change);
    if (product > 0) {
      memory.addLast(new Pair(step, change, product));
      if (memory.size() > MEMORY) {
        memory.removeFirst();
      }
    }
  }

  private static double[] direction(double[] gradient, Deque<Pair> memory) {
    double[] direction = gradient.clone();
    double[] shares = new double[memory.size()];
    int at = shares.length;
    for (Iterator<Pair> pairs = memory.descendingIterator(); pairs.hasNext(); ) {
      Pair pair = pairs.next();
      shares[--at] = dot(pair.step, direction) / pair.product;
      add(direction, -shares[at], pair.change);
    }
    if (!memory.isEmpty()) {
      Pair last = memory.getLast();
      double scale = last.product / dot(last.change, last.change);
      for (int i = 0; i < direction.length; i++) {
        direction[i] *= scale;
      }
    }
    for (Pair pair : memory) {
      add(direction, shares[at] - dot(pair.change, direction) / pair.product, pair.step);
      at++;
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -direction[i];
    }
    return direction;
  }

  private static void add(double[] to, double times, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += times * what[i];
    }
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = a.clone();
    add(difference, -1, b);
    return difference;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

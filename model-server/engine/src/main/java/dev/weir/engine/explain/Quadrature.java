package dev.weir.engine.explain;

/**
 * Gauss and Legendre's rule on [0, 1]: with n points, integrals of polynomials up to degree 2n - 1
 * are exact but for rounding. Immutable; the same bits on every machine.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Quadrature(double[] points, double[] weights) {
  private static final int NEWTON_STEPS = 12;

  /** The rule of n points, which are the roots of the n-th Legendre polynomial. */
  static Quadrature of(int n) {
    double[] points = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 0;
      for (int step = 0; step < NEWTON_STEPS; step++) {
        double before = 1;
        double value = x;
        for (int k = 2; k <= n; k++) {
          double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
          before = value;
          value = next;
        }
        slope = n * (x * value - before) / (x * x - 1);
        x -= value / slope;
      }
      points[i] = (1 + x) / 2;
      weights[i] = 1 / ((1 - x * x) * slope * slope);
    }
    return new Quadrature(points, weights);
  }

  int size() {
    return points.length;
  }
}

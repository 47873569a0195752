package dev.weir.retrain.transformer.weights;

/** IEEE 754 half precision. Stateless. */
final class HalfFloats {
  private static final int MANTISSA_BITS = 10;
  private static final int MANTISSA = 0x3FF;
  private static final int EXPONENT = 0x1F;
  private static final int BIAS = 15;

  private HalfFloats() {}

  /** The float of the same value; every half has one. */
  static float toFloat(short half) {
    int exponent = half >>> MANTISSA_BITS & EXPONENT;
    int mantissa = half & MANTISSA;
    float size;
    if (exponent == EXPONENT) {
      size = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      size = Math.scalb((float) mantissa, 1 - BIAS - MANTISSA_BITS);
    } else {
      size = Math.scalb((float) (mantissa | 1 << MANTISSA_BITS), exponent - BIAS - MANTISSA_BITS);
    }
    return half < 0 ? -size : size;
  }
}

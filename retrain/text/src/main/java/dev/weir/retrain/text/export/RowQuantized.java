package dev.weir.retrain.text.export;

/**
 * A matrix of eight-bit whole numbers with one scale a row: value = whole × scale, the largest of a
 * row is ±127.
 *
 * @param values int8, row after row
 * @param scales by row
 * @param width of a row
 */
@SuppressWarnings("ArrayRecordComponent") // on its way into a graph, compared by nobody
record RowQuantized(byte[] values, float[] scales, int width) {
  private static final int LARGEST = 127;

  /** The nearest such matrix. */
  static RowQuantized of(float[] matrix, int width) {
    byte[] values = new byte[matrix.length];
    float[] scales = new float[matrix.length / width];
    for (int row = 0; row < scales.length; row++) {
      float largest = 0;
      for (int i = row * width; i < (row + 1) * width; i++) {
        largest = Math.max(largest, Math.abs(matrix[i]));
      }
      scales[row] = largest / LARGEST;
      for (int i = row * width; largest > 0 && i < (row + 1) * width; i++) {
        values[i] = (byte) Math.round(matrix[i] / scales[row]);
      }
    }
    return new RowQuantized(values, scales, width);
  }

  int rows() {
    return scales.length;
  }
}

package dev.weir.retrain.text.vocabulary;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * First embeddings of tokens from what stands beside them: shifted positive pointwise mutual
 * information, factored to U√S (Levy, Goldberg and Dagan, 2015) by a randomised singular value
 * decomposition (Halko, Martinsson and Tropp, 2011). Neighbours up to {@value #WINDOW} tokens away
 * count 1/distance; context counts are smoothed by the power of 0.75. Confined to one thread.
 */
public final class PpmiEmbeddings {
  private static final int WINDOW = 5;
  private static final double SMOOTHING = 0.75;
  private static final double SHIFT = Math.log(2);
  private static final int OVERSAMPLING = 16;
  private static final int POWER_ITERATIONS = 3;
  private static final double DEVIATION = 0.1;
  private static final double TINY = 1e-14;

  private final int size;
  private final int[] rowStarts;
  private final int[] columns;
  private final double[] values;

  private PpmiEmbeddings(int size, int[] rowStarts, int[] columns, double[] values) {
    this.size = size;
    this.rowStarts = rowStarts;
    this.columns = columns;
    this.values = values;
  }

  /**
   * Embeddings with a standard deviation of {@value #DEVIATION}: float (vocabulary, width), row
   * after row. Tokens that occur in no text get random ones of the same spread.
   *
   * @param texts their tokens' ids
   */
  public static float[] learn(int[][] texts, int vocabulary, int width, long seed) {
    Random random = new Random(seed);
    PpmiEmbeddings matrix = count(texts, vocabulary);
    double[] factor = matrix.factor(Math.min(width, vocabulary / 2), random);
    int rank = factor.length / vocabulary;
    double sum = 0;
    for (double value : factor) {
      sum += value * value;
    }
    double scale = sum == 0 ? 0 : DEVIATION / Math.sqrt(sum / factor.length);
    float[] embeddings = new float[vocabulary * width];
    for (int row = 0; row < vocabulary; row++) {
      boolean seen = matrix.rowStarts[row + 1] > matrix.rowStarts[row];
      for (int i = 0; i < width; i++) {
        embeddings[row * width + i] =
            seen && i < rank
                ? (float) (factor[row * rank + i] * scale)
                : (float) (random.nextGaussian() * DEVIATION);
      }
    }
    return embeddings;
  }

  private static PpmiEmbeddings count(int[][] texts, int size) {
    PairCounts counts = new PairCounts();
    double[] sums = new double[size];
    for (int[] text : texts) {
      for (int i = 0; i < text.length; i++) {
        for (int distance = 1; distance <= WINDOW && i + distance < text.length; distance++) {
          double weight = 1.0 / distance;
          int a = text[i];
          int b = text[i + distance];
          counts.add(a, b, weight);
          counts.add(b, a, weight);
          sums[a] += weight;
          sums[b] += weight;
        }
      }
    }
    double contexts = Arrays.stream(sums).map(sum -> Math.pow(sum, SMOOTHING)).sum();
    long[] keys = counts.pairs();
    int[] starts = new int[size + 1];
    int[] columns = new int[keys.length];
    double[] values = new double[keys.length];
    int kept = 0;
    for (long key : keys) {
      int row = (int) (key >>> 32);
      int column = (int) key;
      double joint = counts.sum(key);
      double information =
          Math.log(joint * contexts / (sums[row] * Math.pow(sums[column], SMOOTHING))) - SHIFT;
      if (information > 0) {
        columns[kept] = column;
        values[kept++] = information;
        starts[row + 1] = kept;
      }
    }
    for (int row = 1; row <= size; row++) {
      starts[row] = Math.max(starts[row], starts[row - 1]);
    }
    return new PpmiEmbeddings(
        size, starts, Arrays.copyOf(columns, kept), Arrays.copyOf(values, kept));
  }

  /** U√S: double (size, width), row after row. */
  private double[] factor(int width, Random random) {
    int rank = Math.min(size, width + OVERSAMPLING);
    DMatrixRMaj basis = new DMatrixRMaj(size, rank);
    for (int i = 0; i < basis.data.length; i++) {
      basis.data[i] = random.nextGaussian();
    }
    DMatrixRMaj range = orthonormal(times(basis));
    for (int i = 0; i < POWER_ITERATIONS; i++) {
      range = orthonormal(times(orthonormal(transposeTimes(range))));
    }
    // M ≈ Q (Qᵀ M), and the left singular vectors of Qᵀ M are the eigenvectors of its square
    Eigen eigen = Eigen.of(transposeTimes(range));
    DMatrixRMaj left = new DMatrixRMaj(size, rank);
    CommonOps_DDRM.mult(range, eigen.vectors, left);
    double[] result = new double[size * width];
    for (int row = 0; row < size; row++) {
      for (int i = 0; i < width; i++) {
        result[row * width + i] = left.get(row, i) * Math.pow(eigen.values[i], 0.25);
      }
    }
    return result;
  }

  private DMatrixRMaj times(DMatrixRMaj right) {
    DMatrixRMaj result = new DMatrixRMaj(size, right.numCols);
    for (int row = 0; row < size; row++) {
      for (int i = rowStarts[row]; i < rowStarts[row + 1]; i++) {
        add(values[i], right, columns[i], result, row);
      }
    }
    return result;
  }

  private DMatrixRMaj transposeTimes(DMatrixRMaj right) {
    DMatrixRMaj result = new DMatrixRMaj(size, right.numCols);
    for (int row = 0; row < size; row++) {
      for (int i = rowStarts[row]; i < rowStarts[row + 1]; i++) {
        add(values[i], right, row, result, columns[i]);
      }
    }
    return result;
  }

  private static void add(double factor, DMatrixRMaj from, int row, DMatrixRMaj to, int target) {
    int width = from.numCols;
    for (int k = 0; k < width; k++) {
      to.data[target * width + k] += factor * from.data[row * width + k];
    }
  }

  /** Orthonormal columns of the same span: Y (YᵀY)^-½. */
  private static DMatrixRMaj orthonormal(DMatrixRMaj matrix) {
    Eigen eigen = Eigen.of(matrix);
    DMatrixRMaj scaled = eigen.vectors.copy();
    for (int column = 0; column < scaled.numCols; column++) {
      double value = eigen.values[column];
      double factor = value > TINY * eigen.values[0] ? 1 / Math.sqrt(value) : 0;
      for (int row = 0; row < scaled.numRows; row++) {
        scaled.set(row, column, scaled.get(row, column) * factor);
      }
    }
    DMatrixRMaj result = new DMatrixRMaj(matrix.numRows, matrix.numCols);
    CommonOps_DDRM.mult(matrix, scaled, result);
    return result;
  }

  /** Eigenvalues of AᵀA, the largest first, and their vectors in columns. */
  @SuppressWarnings("ArrayRecordComponent") // within this class, compared by nobody
  private record Eigen(double[] values, DMatrixRMaj vectors) {
    static Eigen of(DMatrixRMaj a) {
      int size = a.numCols;
      DMatrixRMaj square = new DMatrixRMaj(size, size);
      CommonOps_DDRM.multInner(a, square);
      EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
      if (!eigen.decompose(square)) {
        throw new IllegalStateException("the eigenvalue decomposition did not converge");
      }
      Integer[] order = new Integer[size];
      Arrays.setAll(order, i -> i);
      Arrays.sort(
          order,
          (i, j) ->
              Double.compare(eigen.getEigenvalue(j).getReal(), eigen.getEigenvalue(i).getReal()));
      double[] values = new double[size];
      DMatrixRMaj vectors = new DMatrixRMaj(size, size);
      for (int column = 0; column < size; column++) {
        values[column] = Math.max(0, eigen.getEigenvalue(order[column]).getReal());
        DMatrixRMaj vector = eigen.getEigenVector(order[column]);
        for (int row = 0; row < size; row++) {
          vectors.set(row, column, vector.get(row));
        }
      }
      return new Eigen(values, vectors);
    }
  }
}

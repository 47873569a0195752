package dev.weir.engine.explain;

import dev.weir.engine.Columns;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.onnx.TreeNodes;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.TableInput;
import dev.weir.engine.pack.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each column of a row gave to the score of boosted trees: exact SHAP values, dependent on the
 * paths (Lundberg et al., 2020), in the unit of the leaves, which for a risk is log odds before
 * calibration. Contributions and {@link #bias} sum to the score. Immutable, thread-safe.
 *
 * <p>A leaf pays its value v to a row with probability ∏ f_j over the columns of its path, where a
 * column that is not known yet counts z_j, the share of the training data that took this way, and
 * one that is known counts o_j, which is 1 if the row goes this way and 0 if not. Column i's
 * Shapley value of that game is
 *
 * <pre>v (o_i - z_i) ∫ ∏_{j ≠ i} (o_j t + z_j (1 - t)) dt, t from 0 to 1</pre>
 *
 * (Owen's multilinear extension, 1972). Under the integral stands a polynomial of a degree below
 * the number of columns d, so Gauss's rule with d / 2 points gives it exactly, in a time that grows
 * with d² for each leaf instead of with 2^d.
 */
public final class TreeContributions {
  private final double bias;
  // by leaf: where its steps begin, and where its terms do; a leaf has steps times points terms
  private final int[] stepAt;
  private final int[] termAt;
  private final int[] points;
  private final double[] wrongWay; // by leaf and point, where termAt of the leaf begins
  // by step
  private final int[] place;
  private final float[] from;
  private final float[] below;
  private final boolean[] missing;
  // by term
  private final double[] factorAway;
  private final double[] factorThere;
  private final double[] share;
  private final int mostPoints;

  private TreeContributions(TreePaths paths, int[] sources) {
    List<TreePaths.Leaf> leaves =
        paths.leaves().stream().filter(leaf -> !leaf.steps().isEmpty()).toList();
    int steps = leaves.stream().mapToInt(leaf -> leaf.steps().size()).sum();
    int terms = leaves.stream().mapToInt(l -> l.steps().size() * points(l)).sum();
    stepAt = new int[leaves.size() + 1];
    termAt = new int[leaves.size()];
    points = new int[leaves.size()];
    place = new int[steps];
    from = new float[steps];
    below = new float[steps];
    missing = new boolean[steps];
    wrongWay = new double[terms];
    factorAway = new double[terms];
    factorThere = new double[terms];
    share = new double[terms];
    int step = 0;
    int term = 0;
    for (int leaf = 0; leaf < leaves.size(); leaf++) {
      stepAt[leaf] = step;
      termAt[leaf] = term;
      points[leaf] = points(leaves.get(leaf));
      term = terms(leaves.get(leaf), Quadrature.of(points[leaf]), term);
      for (TreePaths.Step one : leaves.get(leaf).steps()) {
        place[step] = sources[one.column()];
        from[step] = one.from();
        below[step] = one.below();
        missing[step] = one.missing();
        step++;
      }
    }
    stepAt[leaves.size()] = step;
    mostPoints = Arrays.stream(points).max().orElse(0);
    double sum = paths.base();
    for (TreePaths.Leaf leaf : paths.leaves()) {
      double reached = leaf.value();
      for (TreePaths.Step one : leaf.steps()) {
        reached *= one.cover();
      }
      sum += reached;
    }
    bias = sum;
  }

  private static int points(TreePaths.Leaf leaf) {
    return (leaf.steps().size() + 1) / 2;
  }

  private int terms(TreePaths.Leaf leaf, Quadrature rule, int first) {
    int term = first;
    for (TreePaths.Step step : leaf.steps()) {
      for (int q = 0; q < rule.size(); q++, term++) {
        double t = rule.points()[q];
        double away = step.cover() * (1 - t);
        factorAway[term] = away;
        factorThere[term] = t + away;
        share[term] = leaf.value() * (1 - step.cover()) * rule.weights()[q] / (t + away);
      }
    }
    for (int q = 0; q < rule.size(); q++) {
      wrongWay[first + q] = -leaf.value() * rule.weights()[q] / (1 - rule.points()[q]);
    }
    return term;
  }

  /**
   * Those of a package's default graph; null unless that is one ensemble of trees with a sigmoid
   * behind it, whose {@code nodes_hitrates} hold the cover of each node.
   *
   * @param rows the columns of the rows, the model's among them
   * @throws ModelPackageException if the graph cannot be read
   */
  public static @Nullable TreeContributions of(ModelPackage pack, Columns rows) {
    TableInput table = pack.manifest().table();
    Variant variant = pack.manifest().variants().get(0);
    if (table == null) {
      return null;
    }
    try {
      return of(pack.file(variant.file()), table, rows);
    } catch (IOException e) {
      throw new ModelPackageException(
          Problem.MISSING_FILE,
          "model package " + pack.id() + ": " + variant.file() + " cannot be read (" + e + ")",
          e);
    }
  }

  /**
   * The same of a graph's file.
   *
   * @param table what the graph reads
   * @throws IOException if the file cannot be read
   */
  public static @Nullable TreeContributions of(Path graph, TableInput table, Columns rows)
      throws IOException {
    TreeNodes nodes = TreeNodes.read(graph);
    if (nodes == null || !nodes.input().equals(table.name())) {
      return null;
    }
    TreePaths paths = TreePaths.of(nodes);
    int[] sources = table.names().stream().mapToInt(rows::index).toArray();
    return paths == null ? null : new TreeContributions(paths, sources);
  }

  /** The score of a row of which nothing is known: the mean over the training data. */
  public double bias() {
    return bias;
  }

  /**
   * The contributions of a row.
   *
   * @param row a value for each column, NaN where it is missing
   * @param into one for each column; overwritten
   */
  public void of(float[] row, double[] into) {
    Arrays.fill(into, 0);
    double[] product = new double[mostPoints];
    for (int leaf = 0; leaf < points.length; leaf++) {
      add(leaf, row, product, into);
    }
  }

  private void add(int leaf, float[] row, double[] product, double[] into) {
    int n = points[leaf];
    Arrays.fill(product, 0, n, 1);
    long there = 0; // one bit a step
    int term = termAt[leaf];
    for (int step = stepAt[leaf]; step < stepAt[leaf + 1]; step++) {
      boolean goes = goes(row, step);
      there |= goes ? 1L << (step - stepAt[leaf]) : 0;
      double[] factor = goes ? factorThere : factorAway;
      for (int q = 0; q < n; q++) {
        product[q] *= factor[term++];
      }
    }
    double away = 0;
    for (int q = 0; q < n; q++) {
      away += wrongWay[termAt[leaf] + q] * product[q];
    }
    term = termAt[leaf];
    for (int step = stepAt[leaf]; step < stepAt[leaf + 1]; step++, term += n) {
      double value = away;
      if ((there >>> (step - stepAt[leaf]) & 1) != 0) {
        value = 0;
        for (int q = 0; q < n; q++) {
          value += share[term + q] * product[q];
        }
      }
      into[place[step]] += value;
    }
  }

  private boolean goes(float[] row, int step) {
    float value = row[place[step]];
    return Float.isNaN(value) ? missing[step] : value >= from[step] && value < below[step];
  }
}

package dev.weir.retrain.fraud.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.retrain.fraud.tree.BoostedTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Boosted trees as plain arrays, read from XGBoost's own JSON or from a graph. The log-odds of a
 * row are the sum of one leaf a tree and the base. Immutable.
 */
public final class TreeEnsemble {
  private static final int NO_CHILD = -1;

  private final List<Tree> trees;
  private final float base;

  /**
   * One tree; node 0 is its root.
   *
   * <p>A row goes left where its value is below the threshold, and where it is missing as {@code
   * missingLeft} says. A leaf has no children; its threshold is its value. The cover of a node is
   * how much of the training data passed it, as XGBoost weighs it: the sum of second derivatives.
   */
  @SuppressWarnings("ArrayRecordComponent") // large, and never compared
  record Tree(
      int[] left,
      int[] right,
      int[] column,
      float[] threshold,
      boolean[] missingLeft,
      float[] cover) {
    boolean isLeaf(int node) {
      return left[node] == NO_CHILD;
    }

    int size() {
      return left.length;
    }
  }

  TreeEnsemble(List<Tree> trees, float base) {
    this.trees = trees;
    this.base = base;
  }

  /** The trees of a booster. */
  public static TreeEnsemble of(BoostedTrees booster) {
    try {
      JsonNode learner = new ObjectMapper().readTree(booster.toJson()).path("learner");
      float score =
          Float.parseFloat(
              learner.at("/learner_model_param/base_score").asText().replaceAll("[\\[\\]]", ""));
      List<Tree> trees = new ArrayList<>();
      for (JsonNode tree : learner.at("/gradient_booster/model/trees")) {
        trees.add(tree(tree));
      }
      return new TreeEnsemble(List.copyOf(trees), (float) Math.log(score / (1 - score)));
    } catch (IOException e) {
      throw new UncheckedIOException("XGBoost's JSON is not JSON", e);
    }
  }

  private static Tree tree(JsonNode json) {
    int[] defaults = ints(json.path("default_left"));
    boolean[] missingLeft = new boolean[defaults.length];
    for (int i = 0; i < defaults.length; i++) {
      missingLeft[i] = defaults[i] != 0;
    }
    return new Tree(
        ints(json.path("left_children")),
        ints(json.path("right_children")),
        ints(json.path("split_indices")),
        floats(json.path("split_conditions")),
        missingLeft,
        floats(json.path("sum_hessian")));
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  private static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asInt(array.get(i).asBoolean() ? 1 : 0);
    }
    return values;
  }

  List<Tree> trees() {
    return trees;
  }

  float base() {
    return base;
  }

  /** The columns that any split reads, in their order. */
  public int[] usedColumns() {
    return trees.stream()
        .flatMapToInt(
            tree ->
                java.util.stream.IntStream.range(0, tree.size())
                    .filter(node -> !tree.isLeaf(node))
                    .map(node -> tree.column()[node]))
        .distinct()
        .sorted()
        .toArray();
  }

  /** The same trees for rows that have only some of the columns. */
  public TreeEnsemble onColumns(int[] kept) {
    int[] sorted = kept.clone();
    return moved(column -> Arrays.binarySearch(sorted, column));
  }

  /** The same trees for rows that have the columns at other places. */
  public TreeEnsemble moved(IntUnaryOperator place) {
    List<Tree> moved = new ArrayList<>();
    for (Tree tree : trees) {
      int[] column = tree.column().clone();
      for (int node = 0; node < column.length; node++) {
        column[node] = tree.isLeaf(node) ? 0 : place.applyAsInt(column[node]);
      }
      moved.add(
          new Tree(
              tree.left(),
              tree.right(),
              column,
              tree.threshold(),
              tree.missingLeft(),
              tree.cover()));
    }
    return new TreeEnsemble(moved, base);
  }

  /** These trees and others behind them: their log-odds are added. */
  public TreeEnsemble plus(TreeEnsemble more) {
    List<Tree> all = new ArrayList<>(trees);
    all.addAll(more.trees);
    return new TreeEnsemble(List.copyOf(all), base + more.base);
  }

  /** Number of trees. */
  public int size() {
    return trees.size();
  }

  /** Log-odds of a row that begins at that place. */
  public float logOdds(float[] values, int at) {
    double sum = base;
    for (Tree tree : trees) {
      int node = 0;
      while (!tree.isLeaf(node)) {
        float value = values[at + tree.column()[node]];
        boolean goesLeft =
            Float.isNaN(value) ? tree.missingLeft()[node] : value < tree.threshold()[node];
        node = goesLeft ? tree.left()[node] : tree.right()[node];
      }
      sum += tree.threshold()[node];
    }
    return (float) sum;
  }
}

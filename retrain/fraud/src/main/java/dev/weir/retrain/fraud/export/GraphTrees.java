package dev.weir.retrain.fraud.export;

import dev.weir.engine.onnx.TreeNodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads back the trees of a graph that {@link TreeGraph} wrote. Stateless. */
public final class GraphTrees {
  private static final int NO_CHILD = -1;

  private GraphTrees() {}

  /**
   * The trees of a graph's file.
   *
   * @return null if the graph is none of {@link TreeGraph}: other operators, splits of another
   *     kind, trees without their covers
   * @throws IOException if the file cannot be read
   */
  public static @Nullable TreeEnsemble read(Path graph) throws IOException {
    @Nullable TreeNodes nodes = TreeNodes.read(graph);
    if (nodes == null || !isKnown(nodes)) {
      return null;
    }
    List<TreeEnsemble.Tree> trees = new ArrayList<>();
    int size = nodes.numbers("nodes_nodeids").size();
    int leaf = 0;
    int at = 0;
    while (at < size) {
      int end = at + 1;
      while (end < size && nodes.numbers("nodes_nodeids").get(end) != 0) {
        end++;
      }
      TreeEnsemble.Tree tree = tree(nodes, at, end, leaf);
      if (!isTree(nodes, tree, trees.size(), at, leaf)) {
        return null;
      }
      for (int node = 0; node < tree.size(); node++) {
        leaf += tree.isLeaf(node) ? 1 : 0;
      }
      trees.add(tree);
      at = end;
    }
    return new TreeEnsemble(List.copyOf(trees), nodes.floats("base_values").get(0));
  }

  private static boolean isKnown(TreeNodes nodes) {
    int size = nodes.numbers("nodes_nodeids").size();
    long leaves = nodes.texts("nodes_modes").stream().filter("LEAF"::equals).count();
    return size > 0
        && nodes.numbers("nodes_treeids").size() == size
        && nodes.numbers("nodes_featureids").size() == size
        && nodes.numbers("nodes_truenodeids").size() == size
        && nodes.numbers("nodes_falsenodeids").size() == size
        && nodes.numbers("nodes_missing_value_tracks_true").size() == size
        && nodes.floats("nodes_values").size() == size
        && nodes.floats("nodes_hitrates").size() == size
        && nodes.texts("nodes_modes").size() == size
        && nodes.texts("nodes_modes").stream()
            .allMatch(mode -> mode.equals("LEAF") || mode.equals("BRANCH_LT"))
        && nodes.numbers("target_treeids").size() == leaves
        && nodes.numbers("target_nodeids").size() == leaves
        && nodes.floats("target_weights").size() == leaves
        && nodes.numbers("n_targets").equals(List.of(1L))
        && nodes.texts("aggregate_function").equals(List.of("SUM"))
        && nodes.texts("post_transform").equals(List.of("NONE"))
        && nodes.floats("base_values").size() == 1;
  }

  private static TreeEnsemble.Tree tree(TreeNodes nodes, int at, int end, int firstLeaf) {
    int size = end - at;
    TreeEnsemble.Tree tree =
        new TreeEnsemble.Tree(
            new int[size],
            new int[size],
            new int[size],
            new float[size],
            new boolean[size],
            new float[size]);
    int leaf = firstLeaf;
    for (int node = 0; node < size; node++) {
      int from = at + node;
      tree.cover()[node] = nodes.floats("nodes_hitrates").get(from);
      if (nodes.texts("nodes_modes").get(from).equals("LEAF")) {
        tree.left()[node] = NO_CHILD;
        tree.right()[node] = NO_CHILD;
        tree.threshold()[node] = nodes.floats("target_weights").get(leaf++);
      } else {
        tree.left()[node] = Math.toIntExact(nodes.numbers("nodes_truenodeids").get(from));
        tree.right()[node] = Math.toIntExact(nodes.numbers("nodes_falsenodeids").get(from));
        tree.column()[node] = Math.toIntExact(nodes.numbers("nodes_featureids").get(from));
        tree.threshold()[node] = nodes.floats("nodes_values").get(from);
        tree.missingLeft()[node] = nodes.numbers("nodes_missing_value_tracks_true").get(from) != 0;
      }
    }
    return tree;
  }

  /** Whether ids are in order, leaves are those of this tree, and every walk comes to an end. */
  private static boolean isTree(
      TreeNodes nodes, TreeEnsemble.Tree tree, int number, int at, int firstLeaf) {
    int leaf = firstLeaf;
    for (int node = 0; node < tree.size(); node++) {
      if (nodes.numbers("nodes_nodeids").get(at + node) != node
          || nodes.numbers("nodes_treeids").get(at + node) != number) {
        return false;
      }
      if (tree.isLeaf(node)) {
        if (nodes.numbers("target_treeids").get(leaf) != number
            || nodes.numbers("target_nodeids").get(leaf) != node) {
          return false;
        }
        leaf++;
      } else if (tree.left()[node] <= node
          || tree.right()[node] <= node
          || tree.left()[node] >= tree.size()
          || tree.right()[node] >= tree.size()) {
        return false;
      }
    }
    return true;
  }
}

package dev.weir.engine.explain;

import dev.weir.engine.onnx.TreeNodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trees of an ensemble as the paths to their leaves. A column that is asked several times on
 * one path becomes one interval. Immutable.
 *
 * @param leaves of all trees
 * @param base what is added to the leaves
 */
record TreePaths(List<Leaf> leaves, double base) {
  /** Different columns on one path; what a row meets there is kept in the bits of a long. */
  private static final int MOST_STEPS = Long.SIZE;

  /** A leaf: its value, and what a row must have to get there. */
  record Leaf(double value, List<Step> steps) {}

  /**
   * One column on the way to a leaf.
   *
   * @param from smallest value that goes this way
   * @param below first value that does not any more
   * @param missing whether a missing value goes this way
   * @param cover share of the training data that went this way, of what came to the questions
   */
  record Step(int column, float from, float below, boolean missing, double cover) {}

  /**
   * Its paths; null where the trees are of a form that this does not know, or lack their covers.
   */
  static @Nullable TreePaths of(TreeNodes nodes) {
    int size = nodes.numbers("nodes_nodeids").size();
    List<String> aggregate = nodes.texts("aggregate_function");
    if (nodes.floats("nodes_hitrates").size() != size
        || !nodes.numbers("n_targets").equals(List.of(1L))
        || !(aggregate.isEmpty() || aggregate.equals(List.of("SUM")))
        || !nodes.texts("nodes_modes").stream().allMatch(TreePaths::isKnown)) {
      return null;
    }
    Builder builder = new Builder(nodes);
    for (int node = 0; node < size; node++) {
      if (node == 0 || !builder.tree(node).equals(builder.tree(node - 1))) {
        builder.walk(node, List.of());
      }
    }
    if (builder.leaves.stream().anyMatch(leaf -> leaf.steps().size() > MOST_STEPS)) {
      return null;
    }
    List<Float> base = nodes.floats("base_values");
    return new TreePaths(List.copyOf(builder.leaves), base.isEmpty() ? 0 : base.get(0));
  }

  private static boolean isKnown(String mode) {
    return mode.equals("LEAF") || mode.equals("BRANCH_LT") || mode.equals("BRANCH_LEQ");
  }

  /** Walks trees whose first node is the root, as ONNX Runtime takes it. */
  private static final class Builder {
    private final TreeNodes nodes;
    private final Map<List<Long>, Integer> places = new HashMap<>();
    private final Map<List<Long>, Float> values = new HashMap<>();
    private final List<Leaf> leaves = new ArrayList<>();

    Builder(TreeNodes nodes) {
      this.nodes = nodes;
      List<Long> ids = nodes.numbers("nodes_nodeids");
      for (int i = 0; i < ids.size(); i++) {
        places.put(List.of(tree(i), ids.get(i)), i);
      }
      List<Long> leafTrees = nodes.numbers("target_treeids");
      for (int i = 0; i < leafTrees.size(); i++) {
        values.merge(
            List.of(leafTrees.get(i), nodes.numbers("target_nodeids").get(i)),
            nodes.floats("target_weights").get(i),
            Float::sum);
      }
    }

    Long tree(int node) {
      return nodes.numbers("nodes_treeids").get(node);
    }

    void walk(int node, List<Step> path) {
      String mode = nodes.texts("nodes_modes").get(node);
      if (mode.equals("LEAF")) {
        List<Long> key = List.of(tree(node), nodes.numbers("nodes_nodeids").get(node));
        leaves.add(new Leaf(values.getOrDefault(key, 0f), path));
        return;
      }
      float threshold = nodes.floats("nodes_values").get(node);
      float first = mode.equals("BRANCH_LT") ? threshold : Math.nextUp(threshold);
      int column = Math.toIntExact(nodes.numbers("nodes_featureids").get(node));
      List<Long> tracks = nodes.numbers("nodes_missing_value_tracks_true");
      boolean missing = !tracks.isEmpty() && tracks.get(node) != 0;
      int whenTrue = child(node, "nodes_truenodeids");
      int whenFalse = child(node, "nodes_falsenodeids");
      float none = Float.NEGATIVE_INFINITY;
      walk(whenTrue, with(path, new Step(column, none, first, missing, share(node, whenTrue))));
      walk(
          whenFalse,
          with(
              path,
              new Step(column, first, Float.POSITIVE_INFINITY, !missing, share(node, whenFalse))));
    }

    private int child(int node, String attribute) {
      return places.getOrDefault(List.of(tree(node), nodes.numbers(attribute).get(node)), node);
    }

    private double share(int parent, int child) {
      double all = nodes.floats("nodes_hitrates").get(parent);
      return all > 0 ? nodes.floats("nodes_hitrates").get(child) / all : 0;
    }

    private static List<Step> with(List<Step> path, Step next) {
      List<Step> longer = new ArrayList<>(path.size() + 1);
      Step merged = next;
      for (Step step : path) {
        if (step.column() == next.column()) {
          merged =
              new Step(
                  next.column(),
                  Math.max(step.from(), next.from()),
                  Math.min(step.below(), next.below()),
                  step.missing() && next.missing(),
                  step.cover() * next.cover());
        } else {
          longer.add(step);
        }
      }
      longer.add(merged);
      return longer;
    }
  }
}

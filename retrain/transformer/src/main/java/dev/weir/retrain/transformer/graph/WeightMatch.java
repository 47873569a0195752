package dev.weir.retrain.transformer.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.graph.UntiedGraph.Use;
import dev.weir.retrain.transformer.weights.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where in an exported graph each named parameter is read. Immutable.
 *
 * <p>A use belongs to a parameter whose content it has, or the transpose of it. Where several
 * parameters have the same content (biases that are all 0, scales that are all 1), these rules tell
 * them apart, in this order: the name, if the exporter kept it; a bias is added beside the matrix
 * or the scale of its layer; the others are reached in the order of a forward pass. Whether the
 * result is right, {@link ParityProof} finds out.
 */
public final class WeightMatch {
  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";
  private static final int NAMED = 5;

  private final UntiedGraph graph;
  private final Map<String, List<Place>> places;

  /** A use, and whether it reads the transpose. */
  private record Place(Use use, boolean transposed) {}

  private WeightMatch(UntiedGraph graph, Map<String, List<Place>> places) {
    this.graph = graph;
    this.places = places;
  }

  /**
   * Finds the places of parameters.
   *
   * @param exported the graph
   * @param parameters by name, in the order of a forward pass, with the values they were exported
   *     with
   * @throws FineTuneException naming the parameters that have no place
   */
  public static WeightMatch of(ModelProto exported, Map<String, Weight> parameters) {
    UntiedGraph graph = UntiedGraph.of(exported);
    Map<String, List<Place>> places = new Search(graph, parameters).run();
    List<String> without =
        parameters.keySet().stream().filter(name -> !places.containsKey(name)).toList();
    if (!without.isEmpty()) {
      throw new FineTuneException(
          Problem.UNMATCHED_GRAPH,
          "the graph holds %d of %d parameters; it has none that could be told to be %s%s; export it in fp32 without optimisation or quantisation, or train the head only"
              .formatted(
                  places.size(),
                  parameters.size(),
                  String.join(", ", without.subList(0, Math.min(NAMED, without.size()))),
                  without.size() > NAMED ? ", …" : ""));
    }
    return new WeightMatch(graph, places);
  }

  /** The graph with these values in the parameters' places; parameters that are absent stay. */
  public ModelProto patch(Map<String, Weight> trained) {
    Map<Use, Weight> values = new LinkedHashMap<>();
    trained.forEach(
        (name, weight) -> {
          for (Place place : places.getOrDefault(name, List.of())) {
            values.put(place.use(), place.transposed() ? weight.transposed() : weight);
          }
        });
    return graph.with(values);
  }

  /** The parameters as a graph that {@link #patch} made holds them. */
  public Map<String, Weight> read(ModelProto patched) {
    Map<String, Weight> weights = new LinkedHashMap<>();
    places.forEach(
        (name, found) -> {
          Weight there = UntiedGraph.read(patched, found.get(0).use());
          Weight turned = found.get(0).transposed() ? there.transposed() : there;
          weights.put(name, new Weight(name, turned.shape(), turned.values()));
        });
    return weights;
  }

  /** The search itself; used once. */
  private static final class Search {
    private final UntiedGraph graph;
    private final Map<String, Weight> parameters;
    private final Map<Use, Set<String>> candidates = new LinkedHashMap<>();
    private final Set<Use> reversible = new HashSet<>();
    private final Set<Use> turned = new HashSet<>();
    private final Map<String, List<Place>> places = new LinkedHashMap<>();
    private final Map<Integer, List<Use>> usesByNode = new HashMap<>();

    Search(UntiedGraph graph, Map<String, Weight> parameters) {
      this.graph = graph;
      this.parameters = parameters;
    }

    Map<String, List<Place>> run() {
      findCandidates();
      byName();
      inOrder(name -> name.endsWith(WEIGHT), true);
      besideTheirMatrix();
      inOrder(name -> name.endsWith(WEIGHT), false);
      besideTheirMatrix();
      inOrder(name -> true, false);
      return places;
    }

    private void findCandidates() {
      Map<Integer, List<Weight>> straight = new HashMap<>();
      Map<Integer, List<Weight>> transposed = new HashMap<>();
      for (Weight parameter : parameters.values()) {
        straight.computeIfAbsent(key(parameter), k -> new ArrayList<>()).add(parameter);
        if (parameter.shape().length == 2) {
          int key = key(parameter.transposed());
          transposed.computeIfAbsent(key, k -> new ArrayList<>()).add(parameter);
        }
      }
      for (Use use : graph.uses()) {
        int key = key(use.tensor());
        Set<String> same = new LinkedHashSet<>();
        for (Weight parameter : straight.getOrDefault(key, List.of())) {
          if (parameter.hasContentOf(use.tensor())) {
            same.add(parameter.name());
          }
        }
        boolean alsoTurned = false;
        for (Weight parameter : transposed.getOrDefault(key, List.of())) {
          if (parameter.transposed().hasContentOf(use.tensor())) {
            alsoTurned = true;
            (same.contains(parameter.name()) ? reversible : turned).add(use);
            same.add(parameter.name());
          }
        }
        if (!same.isEmpty() || alsoTurned) {
          candidates.put(use, same);
          usesByNode.computeIfAbsent(use.node(), k -> new ArrayList<>()).add(use);
        }
      }
    }

    private static int key(Weight weight) {
      return 31 * Arrays.hashCode(weight.shape()) + Arrays.hashCode(weight.values());
    }

    private void byName() {
      for (Use use : List.copyOf(candidates.keySet())) {
        if (open(use).contains(use.name())) {
          assign(use, use.name());
        }
      }
    }

    /** Uses with the same candidates get these in order, if there are as many of both. */
    private void inOrder(Predicate<String> wanted, boolean onlyUnique) {
      Map<Set<String>, List<Use>> groups = new LinkedHashMap<>();
      for (Use use : candidates.keySet()) {
        Set<String> open = open(use);
        if (!open.isEmpty() && open.stream().allMatch(wanted)) {
          groups.computeIfAbsent(open, k -> new ArrayList<>()).add(use);
        }
      }
      groups.forEach(
          (names, uses) -> {
            List<String> ordered = List.copyOf(names);
            if (ordered.size() == 1 && (!onlyUnique || uses.size() == 1)) {
              uses.forEach(use -> assign(use, ordered.get(0)));
            } else if (ordered.size() == uses.size() && !onlyUnique) {
              for (int i = 0; i < uses.size(); i++) {
                assign(uses.get(i), ordered.get(i));
              }
            }
          });
    }

    /** A bias is read by the node that reads its weight, or by the next one. */
    private void besideTheirMatrix() {
      for (Use use : List.copyOf(candidates.keySet())) {
        for (String name : open(use)) {
          List<Place> partner =
              name.endsWith(BIAS)
                  ? places.getOrDefault(
                      name.substring(0, name.length() - BIAS.length()) + WEIGHT, List.of())
                  : List.of();
          if (partner.stream().anyMatch(place -> isBeside(use.node(), place.use().node()))) {
            assign(use, name);
            break;
          }
        }
      }
    }

    private boolean isBeside(int biasNode, int weightNode) {
      return biasNode == weightNode
          || graph.node(biasNode).getInputList().stream()
              .anyMatch(input -> graph.producer(input) == weightNode);
    }

    /** The parameters that a use may still be, in the order of a forward pass. */
    private Set<String> open(Use use) {
      Set<String> open = new LinkedHashSet<>(candidates.getOrDefault(use, Set.of()));
      open.removeAll(places.keySet());
      return open;
    }

    private void assign(Use use, String name) {
      candidates.remove(use);
      places.computeIfAbsent(name, k -> new ArrayList<>()).add(new Place(use, isTransposed(use)));
    }

    private boolean isTransposed(Use use) {
      if (!reversible.contains(use)) {
        return turned.contains(use);
      }
      NodeProto node = graph.node(use.node());
      return switch (node.getOpType()) {
        case "MatMul" -> true;
        case "Gemm" -> node.getAttributeList().stream().noneMatch(Search::turnsItself);
        default -> false;
      };
    }

    private static boolean turnsItself(AttributeProto attribute) {
      return attribute.getName().equals("transB") && attribute.getI() == 1;
    }
  }
}

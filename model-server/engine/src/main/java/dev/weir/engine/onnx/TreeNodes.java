package dev.weir.engine.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a {@code TreeEnsembleRegressor} as its file has them, one element a node of all
 * trees or a leaf. Not checked against each other; ONNX Runtime does that when it loads the graph.
 *
 * @param input name of what the trees read
 * @param output name of what they compute
 * @param numbers attributes of whole numbers by name; a single one is a list of one
 * @param floats attributes of floats by name
 * @param texts attributes of texts by name
 */
public record TreeNodes(
    String input,
    String output,
    Map<String, List<Long>> numbers,
    Map<String, List<Float>> floats,
    Map<String, List<String>> texts) {
  private static final String OPERATOR = "TreeEnsembleRegressor";

  /** Whole numbers of that name; empty where the file has none. */
  public List<Long> numbers(String name) {
    return numbers.getOrDefault(name, List.of());
  }

  /** Floats of that name; empty where the file has none. */
  public List<Float> floats(String name) {
    return floats.getOrDefault(name, List.of());
  }

  /** Texts of that name; empty where the file has none. */
  public List<String> texts(String name) {
    return texts.getOrDefault(name, List.of());
  }

  /**
   * The one ensemble of trees in a file that holds nothing else but a sigmoid behind it; null if
   * the graph is another one.
   *
   * @throws IOException if the file cannot be read
   */
  public static @Nullable TreeNodes read(Path file) throws IOException {
    try {
      List<Node> nodes = nodes(new WireReader(ByteBuffer.wrap(Files.readAllBytes(file))));
      if (nodes.size() == 2
          && nodes.get(0).operator().equals(OPERATOR)
          && nodes.get(1).operator().equals("Sigmoid")
          && nodes.get(1).inputs().equals(nodes.get(0).outputs())
          && nodes.get(0).inputs().size() == 1
          && nodes.get(0).outputs().size() == 1) {
        return nodes.get(0).trees();
      }
      return null;
    } catch (WireReader.BrokenException e) {
      return null;
    }
  }

  private record Node(
      String operator, List<String> inputs, List<String> outputs, List<WireReader> attributes) {
    TreeNodes trees() {
      Map<String, List<Long>> numbers = new HashMap<>();
      Map<String, List<Float>> floats = new HashMap<>();
      Map<String, List<String>> texts = new HashMap<>();
      for (WireReader attribute : attributes) {
        String name = "";
        List<Long> n = new ArrayList<>();
        List<Float> f = new ArrayList<>();
        List<String> t = new ArrayList<>();
        while (attribute.next()) {
          switch (attribute.field()) {
            case 1 -> name = attribute.text();
            case 2, 7 -> attribute.floats(f);
            case 3, 8 -> attribute.numbers(n);
            case 4, 9 -> t.add(attribute.text());
            default -> attribute.skip();
          }
        }
        numbers.put(name, n);
        floats.put(name, f);
        texts.put(name, t);
      }
      return new TreeNodes(inputs.get(0), outputs.get(0), numbers, floats, texts);
    }
  }

  private static List<Node> nodes(WireReader model) {
    List<Node> nodes = new ArrayList<>();
    while (model.next()) {
      if (model.field() != 7) {
        model.skip();
        continue;
      }
      WireReader graph = model.message();
      while (graph.next()) {
        if (graph.field() == 1) {
          nodes.add(node(graph.message()));
        } else {
          graph.skip();
        }
      }
    }
    return nodes;
  }

  private static Node node(WireReader node) {
    String operator = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<WireReader> attributes = new ArrayList<>();
    while (node.next()) {
      switch (node.field()) {
        case 1 -> inputs.add(node.text());
        case 2 -> outputs.add(node.text());
        case 4 -> operator = node.text();
        case 5 -> attributes.add(node.message());
        default -> node.skip();
      }
    }
    return new Node(operator, inputs, outputs, attributes);
  }
}

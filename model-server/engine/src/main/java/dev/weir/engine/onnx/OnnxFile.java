package dev.weir.engine.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an ONNX file says before anything runs it: opsets and nodes, read from the parts of {@code
 * onnx.proto3} that tell them; weights are passed over.
 *
 * @param opsets version by domain; {@code ""} is ONNX's own
 * @param functions domains of the functions that the model defines itself
 * @param nodes of the main graph, in its order
 */
public record OnnxFile(Map<String, Long> opsets, Set<String> functions, List<Node> nodes) {
  public OnnxFile {
    opsets = Map.copyOf(opsets);
    functions = Set.copyOf(functions);
    nodes = List.copyOf(nodes);
  }

  /**
   * A node of a graph.
   *
   * @param name its name, often empty
   * @param operator such as {@code MatMul}
   * @param domain the operator's; {@code ""} is ONNX's own
   * @param outputs what it computes
   * @param postTransform of an ensemble of trees; empty elsewhere
   */
  public record Node(
      String name, String operator, String domain, List<String> outputs, String postTransform) {
    public Node {
      outputs = List.copyOf(outputs);
    }

    /** Name and operator as messages show them. */
    public String describe() {
      return "node '"
          + (name.isEmpty() ? String.join(", ", outputs) : name)
          + "' uses operator "
          + (domain.isEmpty() ? "" : domain + ".")
          + operator;
    }
  }

  /**
   * Reads a file.
   *
   * @throws BrokenModelException saying where it ends or that it is no model
   * @throws IOException if it cannot be read
   */
  public static OnnxFile read(Path file) throws IOException, BrokenModelException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() == 0) {
        throw new BrokenModelException("is empty");
      }
      ByteBuffer content =
          channel.map(MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE));
      return model(new WireReader(content));
    } catch (WireReader.BrokenException e) {
      throw new BrokenModelException(String.valueOf(e.getMessage()));
    }
  }

  /** A file that is no whole model; the message completes "the file …". */
  public static final class BrokenModelException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenModelException(String message) {
      super(message);
    }
  }

  private static OnnxFile model(WireReader model) {
    Map<String, Long> opsets = new HashMap<>();
    Set<String> functions = new HashSet<>();
    List<Node> nodes = new ArrayList<>();
    while (model.next()) {
      switch (model.field()) {
        case 7 -> graph(model.message(), nodes);
        case 8 -> opset(model.message(), opsets);
        case 25 -> functions.add(text(model.message(), 10));
        default -> model.skip();
      }
    }
    return new OnnxFile(opsets, functions, nodes);
  }

  private static void graph(WireReader graph, List<Node> nodes) {
    while (graph.next()) {
      if (graph.field() == 1) {
        nodes.add(node(graph.message()));
      } else {
        graph.skip();
      }
    }
  }

  private static Node node(WireReader node) {
    String name = "";
    String operator = "";
    String domain = "";
    String postTransform = "";
    List<String> outputs = new ArrayList<>();
    while (node.next()) {
      switch (node.field()) {
        case 2 -> outputs.add(node.text());
        case 3 -> name = node.text();
        case 4 -> operator = node.text();
        case 5 -> postTransform += postTransform(node.message());
        case 7 -> domain = node.text();
        default -> node.skip();
      }
    }
    return new Node(name, operator, domain.equals("ai.onnx") ? "" : domain, outputs, postTransform);
  }

  private static String postTransform(WireReader attribute) {
    String name = "";
    String value = "";
    while (attribute.next()) {
      switch (attribute.field()) {
        case 1 -> name = attribute.text();
        case 4 -> value = attribute.text();
        default -> attribute.skip();
      }
    }
    return name.equals("post_transform") ? value : "";
  }

  private static void opset(WireReader opset, Map<String, Long> opsets) {
    String domain = "";
    long version = 0;
    while (opset.next()) {
      switch (opset.field()) {
        case 1 -> domain = opset.text();
        case 2 -> version = opset.number();
        default -> opset.skip();
      }
    }
    opsets.put(domain.equals("ai.onnx") ? "" : domain, version);
  }

  private static String text(WireReader message, int field) {
    String text = "";
    while (message.next()) {
      if (message.field() == field) {
        text = message.text();
      } else {
        message.skip();
      }
    }
    return text;
  }
}

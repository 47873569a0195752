package dev.weir.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Packages made from the sample that are sound as files and special in what they do. */
public final class TestModels {
  private static final int WIDTH = 16;

  private TestModels() {}

  /** A package whose table lacks the last tokens: a text that uses one of them fails its run. */
  public static Path withoutLastTokens(Path dir, int missing) throws IOException {
    return edit(
        SamplePackage.write(dir),
        table -> {
          long rows = table.getDims(0) - missing;
          return table.toBuilder()
              .setDims(0, rows)
              .setRawData(table.getRawData().substring(0, (int) rows * WIDTH * Float.BYTES))
              .build();
        });
  }

  /** A package that gives NaN to every text that uses the vocabulary's last token. */
  public static Path nanForLastToken(Path dir) throws IOException {
    return edit(
        SamplePackage.write(dir),
        table -> {
          ByteBuffer bytes =
              ByteBuffer.wrap(table.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
          bytes.putFloat(bytes.capacity() - Float.BYTES, Float.NaN);
          return table.toBuilder().setRawData(ByteString.copyFrom(bytes.array())).build();
        });
  }

  /** The sample under another version, with other weights and so other scores. */
  public static Path otherVersion(Path dir, String version) throws IOException {
    edit(
        SamplePackage.write(dir),
        table -> {
          ByteBuffer bytes =
              ByteBuffer.wrap(table.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
          for (int at = 0; at < bytes.capacity(); at += Float.BYTES) {
            bytes.putFloat(at, -bytes.getFloat(at));
          }
          return table.toBuilder().setRawData(ByteString.copyFrom(bytes.array())).build();
        });
    Path manifest = dir.resolve("weir.json");
    String text = Files.readString(manifest).replace("\"0.1.0\"", "\"" + version + "\"");
    Files.writeString(manifest, text);
    return dir;
  }

  /**
   * The sample with the two bags as inputs: a tenth of a millionth of the sum of their ids is added
   * to the first logit of sentiment.
   */
  public static Path withNgramInputs(Path dir) throws IOException {
    SamplePackage.write(dir);
    Path file = dir.resolve("model.onnx");
    byte[] before = Files.readAllBytes(file);
    ModelProto.Builder model = ModelProto.parseFrom(before).toBuilder();
    GraphProto.Builder graph = model.getGraphBuilder();
    for (String name : new String[] {"word_ids", "character_ids"}) {
      ValueInfoProto.Builder input = graph.getInput(0).toBuilder().setName(name);
      input
          .getTypeBuilder()
          .getTensorTypeBuilder()
          .getShapeBuilder()
          .getDimBuilder(1)
          .setDimParam(name);
      graph.addInput(input);
      graph.addNode(node("Cast", name + "_float", name).addAttribute(integer("to", 1)));
      graph.addNode(
          node("ReduceSum", name + "_sum", name + "_float", "axis_1")
              .addAttribute(integer("keepdims", 1)));
    }
    ByteBuffer scale = ByteBuffer.allocate(3 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    scale.putFloat(0, 1e-7f);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("scale")
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(1)
            .addDims(3)
            .setRawData(ByteString.copyFrom(scale.array())));
    graph.addNode(node("Add", "bags", "word_ids_sum", "character_ids_sum"));
    graph.addNode(node("MatMul", "bags_scaled", "bags", "scale"));
    graph.addNode(node("Add", "sentiment_with_bags", "sentiment", "bags_scaled"));
    graph.setOutput(0, graph.getOutput(0).toBuilder().setName("sentiment_with_bags"));
    byte[] after = model.build().toByteArray();
    Files.write(file, after);
    Path manifest = dir.resolve("weir.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace(sha256(before), sha256(after))
            .replace("\"output\" : \"sentiment\"", "\"output\" : \"sentiment_with_bags\"")
            .replaceFirst(
                "\"inputs\" : \\[",
                "\"inputs\" : [ {\"name\":\"word_ids\",\"feature\":\"word-ngram-ids\"},"
                    + "{\"name\":\"character_ids\",\"feature\":\"character-ngram-ids\"},")
            .replaceFirst("(?s)\"golden\" : \\[.*?\\} \\],\\s*\"provenance\"", "\"provenance\""));
    return dir;
  }

  /** Puts other content into a file of a package, whose description then lists its digest. */
  public static void replace(Path dir, String name, byte[] content) throws IOException {
    Path manifest = dir.resolve("weir.json");
    String before = sha256(Files.readAllBytes(dir.resolve(name)));
    Files.write(dir.resolve(name), content);
    Files.writeString(manifest, Files.readString(manifest).replace(before, sha256(content)));
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static Path edit(Path dir, UnaryOperator<TensorProto> table) throws IOException {
    Path file = dir.resolve("model.onnx");
    byte[] before = Files.readAllBytes(file);
    ModelProto.Builder model = ModelProto.parseFrom(before).toBuilder();
    for (int i = 0; i < model.getGraph().getInitializerCount(); i++) {
      TensorProto tensor = model.getGraph().getInitializer(i);
      if (tensor.getName().equals("embeddings")) {
        model.getGraphBuilder().setInitializer(i, table.apply(tensor));
      }
    }
    byte[] after = model.build().toByteArray();
    Files.write(file, after);
    Path manifest = dir.resolve("weir.json");
    String text = Files.readString(manifest).replace(sha256(before), sha256(after));
    // other weights, other scores
    text = text.replaceFirst("(?s)\"golden\" : \\[.*?\\} \\],\\s*\"provenance\"", "\"provenance\"");
    Files.writeString(manifest, text);
    return dir;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

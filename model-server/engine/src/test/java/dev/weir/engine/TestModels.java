package dev.weir.engine;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
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

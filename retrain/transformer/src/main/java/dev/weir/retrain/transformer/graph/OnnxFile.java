package dev.weir.retrain.transformer.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.weights.Weight;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads ONNX files, and floats out of and into their tensors. Stateless. */
public final class OnnxFile {
  /** The domain of operators that ONNX Runtime brings with it. */
  static final String OWN_DOMAIN = "com.microsoft";

  static final OperatorSetIdProto OWN_OPERATORS =
      OperatorSetIdProto.newBuilder().setDomain(OWN_DOMAIN).setVersion(1).build();

  private OnnxFile() {}

  /**
   * Reads a model; values that lie in a file beside it come inside.
   *
   * @throws FineTuneException if it is no ONNX model, or the file beside it is missing or short
   */
  public static ModelProto read(Path file) throws IOException {
    ModelProto.Builder model;
    try (InputStream in = Files.newInputStream(file)) {
      CodedInputStream coded = CodedInputStream.newInstance(in);
      coded.setSizeLimit(Integer.MAX_VALUE);
      model = ModelProto.parseFrom(coded).toBuilder();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new FineTuneException(
          Problem.UNSUPPORTED_MODEL,
          file + " is no ONNX model (" + e.getMessage() + "); export it again",
          e);
    }
    for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        bringInside(file, tensor);
      }
    }
    return model.build();
  }

  private static void bringInside(Path file, TensorProto.Builder tensor) throws IOException {
    String location = "";
    long offset = 0;
    long length = -1;
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      switch (entry.getKey()) {
        case "location" -> location = entry.getValue();
        case "offset" -> offset = Long.parseLong(entry.getValue());
        case "length" -> length = Long.parseLong(entry.getValue());
        default -> {}
      }
    }
    Path data = file.resolveSibling(location).normalize();
    if (!data.startsWith(file.resolveSibling("").normalize()) || !Files.isRegularFile(data)) {
      throw new FineTuneException(
          Problem.MISSING_FILE,
          "%s: the values of %s lie in '%s', which is not beside it; copy the whole export"
              .formatted(file, tensor.getName(), location));
    }
    try (FileChannel channel = FileChannel.open(data, StandardOpenOption.READ)) {
      long bytes = length < 0 ? channel.size() - offset : length;
      if (bytes < 0 || bytes > Integer.MAX_VALUE || offset + bytes > channel.size()) {
        throw new FineTuneException(
            Problem.DAMAGED_WEIGHTS,
            "%s: %s lies at bytes %d to %d of %s, which has %d; copy the export again"
                .formatted(
                    file, tensor.getName(), offset, offset + bytes, location, channel.size()));
      }
      ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
      while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
        // until it is full
      }
      tensor
          .setRawData(ByteString.copyFrom(buffer.flip()))
          .clearExternalData()
          .setDataLocation(TensorProto.DataLocation.DEFAULT);
    }
  }

  /** The floats of a tensor under its name; null if it holds something else. */
  static @Nullable Weight floats(TensorProto tensor) {
    if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
      return null;
    }
    long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    float[] values = new float[(int) Weight.size(shape)];
    if (tensor.hasRawData()) {
      tensor
          .getRawData()
          .asReadOnlyByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
    }
    return new Weight(tensor.getName(), shape, values);
  }

  /** A tensor of these floats. */
  static TensorProto tensor(String name, Weight weight) {
    ByteBuffer bytes =
        ByteBuffer.allocate(weight.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(weight.values());
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long dimension : weight.shape()) {
      tensor.addDims(dimension);
    }
    return tensor.build();
  }
}

package dev.weir.retrain.transformer.conv;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A table of eight-bit numbers with one scale a row, as the graph keeps it. Confined to one thread.
 */
final class ByteTable {
  private static final int LARGEST = 127;

  private final TensorProto bytesTensor;
  private final TensorProto scalesTensor;
  private final byte[] bytes;
  private final float[] scales;
  private final int width;

  ByteTable(TensorProto bytesTensor, TensorProto scalesTensor) {
    this.bytesTensor = bytesTensor;
    this.scalesTensor = scalesTensor;
    bytes = bytesTensor.getRawData().toByteArray();
    width = (int) bytesTensor.getDims(1);
    scales = new float[bytes.length / width];
    little(scalesTensor.getRawData().asReadOnlyByteBuffer()).asFloatBuffer().get(scales);
  }

  private static ByteBuffer little(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }

  int rows() {
    return scales.length;
  }

  int width() {
    return width;
  }

  /** Writes a row's values. */
  void get(int row, float[] to, int at) {
    for (int i = 0; i < width; i++) {
      to[at + i] = bytes[row * width + i] * scales[row];
    }
  }

  /** Gives a row other values; they are rounded to 255 steps of the largest of them. */
  void set(int row, float[] from, int at) {
    float largest = 0;
    for (int i = 0; i < width; i++) {
      largest = Math.max(largest, Math.abs(from[at + i]));
    }
    scales[row] = largest / LARGEST;
    for (int i = 0; i < width; i++) {
      bytes[row * width + i] = largest == 0 ? 0 : (byte) Math.round(from[at + i] / scales[row]);
    }
  }

  /** The eight-bit numbers under their name. */
  TensorProto bytes() {
    return bytesTensor.toBuilder().setRawData(ByteString.copyFrom(bytes)).build();
  }

  /** The scales under their name. */
  TensorProto scales() {
    ByteBuffer raw = little(ByteBuffer.allocate(scales.length * Float.BYTES));
    raw.asFloatBuffer().put(scales);
    return scalesTensor.toBuilder().setRawData(ByteString.copyFrom(raw)).build();
  }
}

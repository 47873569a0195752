package dev.weir.retrain.transformer.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@code model.safetensors}: eight bytes with the length of a header, the header
 * as JSON (name to {@code dtype}, {@code shape} and {@code data_offsets}), then the values, all
 * little-endian (<a href="https://huggingface.co/docs/safetensors">format</a>). Stateless.
 */
public final class SafeTensors {
  /** The name under which exporters leave it beside the graph. */
  public static final String FILE = "model.safetensors";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String METADATA = "__metadata__";
  private static final int PREFIX = Long.BYTES;
  private static final long LONGEST_HEADER = 100_000_000;

  private SafeTensors() {}

  /**
   * The tensors of F32, F16 and BF16 in a file, by name; others, such as ids of positions, are
   * passed over.
   *
   * @throws FineTuneException {@link Problem#DAMAGED_WEIGHTS} if the file is none, or ends early
   */
  public static Map<String, Weight> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size();
      if (length < PREFIX) {
        throw damaged(file, "it has " + length + " bytes, fewer than a header's length takes");
      }
      long headerLength = bytes(channel, 0, PREFIX).getLong();
      if (headerLength < 2 || headerLength > LONGEST_HEADER) {
        throw damaged(file, "its header claims " + headerLength + " bytes");
      }
      long start = PREFIX + headerLength;
      if (start > length) {
        throw damaged(
            file, "its header claims %d bytes, the file has %d".formatted(headerLength, length));
      }
      Map<String, Weight> weights = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : header(file, channel, headerLength).properties()) {
        if (!entry.getKey().equals(METADATA)) {
          Weight weight =
              read(file, channel, start, length - start, entry.getKey(), entry.getValue());
          if (weight != null) {
            weights.put(entry.getKey(), weight);
          }
        }
      }
      return weights;
    }
  }

  private static JsonNode header(Path file, FileChannel channel, long length) throws IOException {
    byte[] json = new byte[(int) length];
    bytes(channel, PREFIX, json.length).get(json);
    JsonNode header;
    try {
      header = MAPPER.readTree(json);
    } catch (IOException e) {
      throw damaged(file, "its header is no JSON");
    }
    if (header == null || !header.isObject()) {
      throw damaged(file, "its header is no JSON object");
    }
    return header;
  }

  private static @Nullable Weight read(
      Path file, FileChannel channel, long start, long room, String name, JsonNode entry)
      throws IOException {
    JsonNode offsets = entry.path("data_offsets");
    JsonNode sizes = entry.path("shape");
    if (offsets.size() != 2 || !sizes.isArray()) {
      throw damaged(file, "its header says nothing of the shape or the place of " + name);
    }
    long[] shape = new long[sizes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.get(i).asLong(-1);
    }
    long from = offsets.get(0).asLong(-1);
    long to = offsets.get(1).asLong(-1);
    if (from < 0 || to < from || to > room) {
      throw damaged(
          file,
          "%s lies at bytes %d to %d of %d: the file is cut short or its header is wrong"
              .formatted(name, from, to, room));
    }
    String type = entry.path("dtype").asText();
    int width =
        switch (type) {
          case "F32" -> Float.BYTES;
          case "F16", "BF16" -> Short.BYTES;
          default -> 0;
        };
    if (width == 0) {
      return null;
    }
    long expected = bytesOf(shape, width);
    if (expected != to - from) {
      throw damaged(
          file,
          "%s has %d bytes where its shape %s of %s takes %d"
              .formatted(name, to - from, sizes, type, expected));
    }
    if (expected > Integer.MAX_VALUE - PREFIX) {
      throw damaged(file, name + " has more than 2 GiB, which no tensor here may have");
    }
    return new Weight(name, shape, values(bytes(channel, start + from, (int) expected), type));
  }

  /** -1 for a shape that no tensor has. */
  private static long bytesOf(long[] shape, int width) {
    try {
      for (long dimension : shape) {
        if (dimension < 0) {
          return -1;
        }
      }
      return Math.multiplyExact(Weight.size(shape), width);
    } catch (ArithmeticException e) {
      return -1;
    }
  }

  private static float[] values(ByteBuffer bytes, String type) {
    if (type.equals("F32")) {
      float[] values = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(values);
      return values;
    }
    float[] values = new float[bytes.remaining() / Short.BYTES];
    for (int i = 0; i < values.length; i++) {
      short bits = bytes.getShort();
      values[i] = type.equals("F16") ? HalfFloats.toFloat(bits) : Float.intBitsToFloat(bits << 16);
    }
    return values;
  }

  private static ByteBuffer bytes(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return bytes.flip();
  }

  /** Writes tensors as F32, in the order of their names. */
  public static void write(Path file, Collection<Weight> weights) throws IOException {
    Map<String, Weight> sorted = new TreeMap<>();
    weights.forEach(weight -> sorted.put(weight.name(), weight));
    ObjectNode header = MAPPER.createObjectNode();
    header.putObject(METADATA).put("format", "pt");
    long at = 0;
    for (Weight weight : sorted.values()) {
      ObjectNode entry = header.putObject(weight.name());
      entry.put("dtype", "F32");
      for (long dimension : weight.shape()) {
        entry.withArray("/shape").add(dimension);
      }
      long end = at + (long) weight.values().length * Float.BYTES;
      entry.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    byte[] json = MAPPER.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + PREFIX - 1) / PREFIX * PREFIX;
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer start = littleEndian(PREFIX + padded).putLong(padded).put(json);
      while (start.hasRemaining()) {
        start.put((byte) ' ');
      }
      writeAll(out, start.flip());
      for (Weight weight : sorted.values()) {
        ByteBuffer bytes = littleEndian(weight.values().length * Float.BYTES);
        bytes.asFloatBuffer().put(weight.values());
        writeAll(out, bytes);
      }
    }
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static FineTuneException damaged(Path file, String what) {
    return new FineTuneException(
        Problem.DAMAGED_WEIGHTS, file + ": " + what + "; copy or export the weights again");
  }
}

package dev.weir.retrain.text.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.text.data.Heads;
import dev.weir.retrain.text.model.BagConvNet;
import dev.weir.retrain.text.model.NetShape;
import java.util.List;

/**
 * A {@link BagConvNet} as an ONNX graph. Inputs: {@code input_ids}: int64 (batch, tokens), {@code
 * word_ids}: int64 (batch, words), {@code character_ids}: int64 (batch, characters), each filled up
 * with 0. Outputs: one of each task's name: float (batch, labels), logits.
 *
 * <p>The plain graph is the network as it was trained. The folded one multiplies the convolution
 * into the embeddings: as the convolution is linear until its ReLU, a token gives each of its three
 * places a row of its own, and the product of a window is the sum of three rows. That takes the
 * matrix product, nearly all of the arithmetic, out of serving. Its tables hold eight-bit numbers
 * with one scale a row; activations stay fp32, so that a record's score does not depend on its
 * batch.
 */
public final class BagConvGraph {
  /** Larger than any sum of a window: switches the places off where padding stands. */
  private static final float OFF = -1e4f;

  private final BagConvNet net;
  private final Heads heads;
  private final float[] outputBias;
  private final GraphBuilder graph = new GraphBuilder("weir-text");
  private final NetShape shape;

  private BagConvGraph(BagConvNet net, Heads heads, float[] outputBias) {
    this.net = net;
    this.heads = heads;
    this.outputBias = outputBias;
    this.shape = net.shape();
  }

  /** The network as trained, fp32. */
  public static ModelProto plain(BagConvNet net, Heads heads, float[] outputBias) {
    BagConvGraph builder = new BagConvGraph(net, heads, outputBias);
    builder.inputs();
    builder.graph.floats("table", net.table().values(), net.table().rows(), net.table().width());
    String words =
        builder.mean("words", builder.graph.node("Gather", "word_rows", "table", "word_ids"));
    String characters =
        builder.mean(
            "characters", builder.graph.node("Gather", "character_rows", "table", "character_ids"));
    String sums = builder.plainWindows();
    builder.rest(words, characters, sums);
    return builder.graph.model("Convolution beside hashed n-grams, fp32, as trained.");
  }

  /** The convolution folded into tables of eight bits. */
  public static ModelProto folded(BagConvNet net, Heads heads, float[] outputBias) {
    BagConvGraph builder = new BagConvGraph(net, heads, outputBias);
    builder.inputs();
    builder.quantized("table", net.table().values(), net.table().width());
    String words =
        builder.mean("words", builder.graph.node("Gather", "word_rows", "table", "word_ids"));
    String characters =
        builder.mean(
            "characters", builder.graph.node("Gather", "character_rows", "table", "character_ids"));
    String sums = builder.foldedWindows();
    builder.rest(words, characters, sums);
    return builder.graph.model("Convolution folded into eight-bit tables beside hashed n-grams.");
  }

  private void inputs() {
    graph.ids("input_ids", "tokens");
    graph.ids("word_ids", "words");
    graph.ids("character_ids", "characters");
    graph.longs("axis_1", 1);
    graph.longs("axis_2", 2);
    graph.longs("zero", 0);
    graph.floats("one", new float[] {1});
  }

  /** An eight-bit table; ONNX Runtime makes fp32 of it when it loads the graph, once. */
  private String quantized(String name, float[] values, int width) {
    RowQuantized rows = RowQuantized.of(values, width);
    graph.constant(
        name + "_int8",
        DataType.INT8,
        ByteString.copyFrom(rows.values()),
        rows.rows(),
        rows.width());
    graph.floats(name + "_scale", rows.scales(), rows.rows(), 1);
    String whole = graph.cast(name + "_whole", name + "_int8", DataType.FLOAT);
    return graph.node("Mul", name, whole, name + "_scale");
  }

  /** float (batch, table width): the mean over the real ids; row 0 is zeros. */
  private String mean(String name, String rows) {
    String ids = name.equals("words") ? "word_ids" : "character_ids";
    String total = graph.node("ReduceSum", name + "_total", List.of("keepdims", 0), rows, "axis_1");
    return graph.node("Div", name + "_mean", total, count(name, ids));
  }

  /** float (batch, 1): how many ids are not padding, at least 1. */
  private String count(String name, String ids) {
    String real = graph.node("Greater", name + "_real", ids, "zero");
    String mask = graph.cast(name + "_mask", real, DataType.FLOAT);
    String count =
        graph.node("ReduceSum", name + "_real_count", List.of("keepdims", 1), mask, "axis_1");
    return graph.node("Max", name + "_count", count, "one");
  }

  /** float (batch, tokens, filters): the convolution, below 0 where padding stands. */
  private String plainWindows() {
    int width = shape.tokenWidth();
    graph.floats("embedding", net.parameter("embedding").values(), shape.vocabulary(), width);
    float[] weights = net.parameter("convolution").values();
    float[] transposed = transpose(weights, shape.filters(), NetShape.WINDOW * width);
    graph.floats("convolution", transposed, (long) NetShape.WINDOW * width, shape.filters());
    graph.floats("convolution_bias", net.parameter("convolution_bias").values(), shape.filters());
    String before = graph.node("Gather", "before", "embedding", shifted("before", true));
    String here = graph.node("Gather", "here", "embedding", "input_ids");
    String after = graph.node("Gather", "after", "embedding", shifted("after", false));
    String windows = graph.node("Concat", "windows", List.of("axis", 2), before, here, after);
    String product = graph.node("MatMul", "product", windows, "convolution");
    String sums = graph.node("Add", "sums", product, "convolution_bias");
    // padding: 0 where a token stands, far below 0 elsewhere
    String real = graph.node("Greater", "token_real", "input_ids", "zero");
    String mask = graph.cast("token_mask", real, DataType.FLOAT);
    graph.floats("off", new float[] {OFF});
    String padding = graph.node("Sub", "padding", "one", mask);
    String below = graph.node("Mul", "below", padding, "off");
    String column = graph.node("Unsqueeze", "below_column", below, "axis_2");
    return graph.node("Add", "masked_sums", sums, column);
  }

  private String foldedWindows() {
    FoldedTables folded = FoldedTables.of(net, OFF);
    String[] names = {"before", "here", "after"};
    String[] ids = {shifted("before", true), "input_ids", shifted("after", false)};
    String sum = "";
    for (int place = 0; place < names.length; place++) {
      quantized(names[place] + "_table", folded.place(place), shape.filters());
      String rows = graph.node("Gather", names[place], names[place] + "_table", ids[place]);
      sum = place == 0 ? rows : graph.node("Add", "sum_" + names[place], sum, rows);
    }
    return sum;
  }

  /** The ids one place later or earlier, with padding at the end that becomes free. */
  private String shifted(String name, boolean later) {
    graph.longs(name + "_pads", later ? new long[] {0, 1, 0, -1} : new long[] {0, -1, 0, 1});
    return graph.node("Pad", name + "_ids", "input_ids", name + "_pads");
  }

  /** From the sums of windows and the bags to the logits. */
  private void rest(String words, String characters, String sums) {
    String filters = graph.node("Relu", "filters", sums);
    String largest = graph.node("ReduceMax", "largest", List.of("keepdims", 0), filters, "axis_1");
    String total =
        graph.node("ReduceSum", "filter_total", List.of("keepdims", 0), filters, "axis_1");
    String average = graph.node("Div", "average", total, count("tokens", "input_ids"));
    String joined =
        graph.node("Concat", "joined", List.of("axis", 1), words, characters, largest, average);
    graph.floats("norm_scale", net.parameter("norm_scale").values(), shape.joined());
    graph.floats("norm_shift", net.parameter("norm_shift").values(), shape.joined());
    String z =
        graph.node(
            "LayerNormalization",
            "z",
            List.of("axis", -1, "epsilon", BagConvNet.EPSILON),
            joined,
            "norm_scale",
            "norm_shift");
    linear("hidden", z, "hidden", "hidden_bias", shape.joined(), shape.hidden());
    String h = graph.node("Gelu", "h", "hidden_sum");
    String hz = graph.node("Concat", "hz", List.of("axis", 1), h, z);
    int inputs = shape.hidden() + shape.joined();
    float[] deep = net.parameter("deep").values();
    float[] wide = net.parameter("wide").values();
    for (int place = 0; place < heads.tasks().size(); place++) {
      TaskLabels task = heads.tasks().get(place);
      int labels = task.labels().size();
      float[] weight = new float[inputs * labels];
      float[] bias = new float[labels];
      for (int label = 0; label < labels; label++) {
        int row = heads.offset(place) + label;
        for (int i = 0; i < inputs; i++) {
          weight[i * labels + label] =
              i < shape.hidden()
                  ? deep[row * shape.hidden() + i]
                  : wide[row * shape.joined() + i - shape.hidden()];
        }
        bias[label] = outputBias[row];
      }
      graph.floats(task.task() + "_weight", weight, inputs, labels);
      graph.floats(task.task() + "_bias", bias, labels);
      graph.node("Gemm", task.task(), hz, task.task() + "_weight", task.task() + "_bias");
      graph.logits(task.task(), labels);
    }
  }

  private void linear(String name, String input, String weight, String bias, int in, int out) {
    graph.floats(name + "_weight", transpose(net.parameter(weight).values(), out, in), in, out);
    graph.floats(name + "_bias", net.parameter(bias).values(), out);
    graph.node("Gemm", name + "_sum", input, name + "_weight", name + "_bias");
  }

  private static float[] transpose(float[] matrix, int rows, int columns) {
    float[] result = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = matrix[row * columns + column];
      }
    }
    return result;
  }
}

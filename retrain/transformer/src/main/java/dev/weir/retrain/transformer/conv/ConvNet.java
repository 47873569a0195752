package dev.weir.retrain.transformer.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.weir.engine.pack.Feature;
import dev.weir.retrain.torch.Torch;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The network of a packaged graph in PyTorch, with the convolution as the graph has it: folded into
 * a table for each place of a window. Of the tables only the rows that some texts read are here;
 * the others could learn nothing from them. Confined to one thread.
 *
 * <pre>
 * tokens ── before + here + after ── ReLU ── max ⊕ mean ─┐
 * word n-grams ── mean ──────────────────────────────────┼─ LayerNorm = z
 * character n-grams ── mean ─────────────────────────────┘
 * h = GELU(Linear z);  logits of a task = Linear (h ⊕ z)
 * </pre>
 *
 * <p>Owns native memory until it is closed.
 */
public final class ConvNet implements AutoCloseable {
  private static final float EPSILON = 1e-5f;
  private static final float DROPOUT = 0.3f;
  private static final int PAD = 0;

  private final ConvGraph graph;
  private final List<String> tasks;
  private final int[] tokens;
  private final int[] ngrams;
  private final NDManager manager = Torch.manager();
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();

  /**
   * The network of a graph, as far as some rows read it.
   *
   * @param tasks in the order of their logits
   * @param rows every row that it will see
   * @param name of the package, for messages
   */
  public ConvNet(ModelProto model, List<String> tasks, List<LabelledRow> rows, String name) {
    this.graph = new ConvGraph(model, tasks, name);
    this.tasks = List.copyOf(tasks);
    tokens = seen(rows, Feature.Sequence.TOKENS);
    ngrams = seen(rows, Feature.Sequence.WORD_NGRAMS, Feature.Sequence.CHARACTER_NGRAMS);
    for (String table : ConvGraph.TABLES) {
      ByteTable all = graph.table(table);
      int[] ids = ids(table);
      float[] values = new float[ids.length * all.width()];
      for (int i = 0; i < ids.length; i++) {
        all.get(ids[i], values, i * all.width());
      }
      parameters.put(table, manager.create(values, new Shape(ids.length, all.width())));
    }
    for (String layer : graph.layers()) {
      parameters.put(layer, manager.create(graph.values(layer), new Shape(graph.shape(layer))));
    }
  }

  private int[] ids(String table) {
    return table.equals("table") ? ngrams : tokens;
  }

  /** The ids of some sequences in ascending order, that of padding first. */
  private static int[] seen(List<LabelledRow> rows, Feature.Sequence... sequences) {
    TreeSet<Integer> seen = new TreeSet<>();
    seen.add(PAD);
    for (LabelledRow row : rows) {
      for (Feature.Sequence sequence : sequences) {
        for (long id : row.ids().getOrDefault(sequence, new long[0])) {
          seen.add((int) id);
        }
      }
    }
    return seen.stream().mapToInt(Integer::intValue).toArray();
  }

  /** What learns, by name; it stays the network's. */
  public Map<String, NDArray> parameters() {
    return parameters;
  }

  /**
   * Logits of a batch: one array for each task, float (rows, labels).
   *
   * @param scope what is computed belongs to it
   * @param training whether dropout is on
   */
  public NDList forward(
      NDManager scope, Map<Feature.Sequence, TokenBatch> batch, boolean training) {
    NDArray joined =
        NDArrays.concat(
            new NDList(
                bag(scope, sequence(batch, Feature.Sequence.WORD_NGRAMS)),
                bag(scope, sequence(batch, Feature.Sequence.CHARACTER_NGRAMS)),
                convolve(scope, sequence(batch, Feature.Sequence.TOKENS))),
            1);
    NDArray z =
        dropout(
            LayerNorm.layerNorm(
                    joined,
                    new Shape(joined.getShape().get(1)),
                    parameter("norm_scale"),
                    parameter("norm_shift"),
                    EPSILON)
                .singletonOrThrow(),
            training);
    NDArray h = dropout(Activation.gelu(linear(z, "hidden")), training);
    NDArray hz = h.concat(z, 1);
    NDList logits = new NDList();
    tasks.forEach(task -> logits.add(linear(hz, task)));
    return logits;
  }

  private static TokenBatch sequence(
      Map<Feature.Sequence, TokenBatch> batch, Feature.Sequence sequence) {
    TokenBatch ids = batch.get(sequence);
    if (ids == null) {
      throw new IllegalArgumentException("the rows have no " + sequence);
    }
    int rows = ids.rows();
    return ids.length() > 0 ? ids : new TokenBatch(rows, 1, new long[rows], new long[rows]);
  }

  private static NDArray dropout(NDArray input, boolean training) {
    return training ? Dropout.dropout(input, DROPOUT, true).singletonOrThrow() : input;
  }

  private NDArray linear(NDArray input, String layer) {
    return input.matMul(parameter(layer + "_weight")).add(parameter(layer + "_bias"));
  }

  /** float (rows, table width): the mean of the rows that real ids read; padding reads nothing. */
  private NDArray bag(NDManager scope, TokenBatch ids) {
    NDArray looked = lookUp(scope, places(ids.ids(), ngrams), ids, "table");
    return looked.mul(mask(scope, ids)).sum(new int[] {1}).mul(shares(scope, ids));
  }

  /** float (rows, 2 × filters): the largest and the mean of each filter over a row's tokens. */
  private NDArray convolve(NDManager scope, TokenBatch ids) {
    long[] here = places(ids.ids(), tokens);
    NDArray filters =
        Activation.relu(
            lookUp(scope, shifted(here, ids.length(), -1), ids, "before_table")
                .add(lookUp(scope, here, ids, "here_table"))
                .add(lookUp(scope, shifted(here, ids.length(), 1), ids, "after_table")));
    NDArray mean = filters.sum(new int[] {1}).mul(shares(scope, ids));
    return filters.max(new int[] {1}).concat(mean, 1);
  }

  private NDArray lookUp(NDManager scope, long[] places, TokenBatch ids, String table) {
    return Embedding.embedding(
            scope.create(places, new Shape(ids.rows(), ids.length())),
            parameter(table),
            SparseFormat.DENSE)
        .singletonOrThrow();
  }

  private static long[] places(long[] ids, int[] sorted) {
    return Arrays.stream(ids).map(id -> Arrays.binarySearch(sorted, (int) id)).toArray();
  }

  /** Each place's neighbour in its row, padding beyond the ends. */
  private static long[] shifted(long[] ids, int length, int by) {
    long[] shifted = new long[ids.length];
    for (int at = 0; at < ids.length; at++) {
      int neighbour = at % length + by;
      shifted[at] = neighbour < 0 || neighbour >= length ? PAD : ids[at + by];
    }
    return shifted;
  }

  private static NDArray mask(NDManager scope, TokenBatch ids) {
    float[] mask = new float[ids.ids().length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = ids.ids()[i] == PAD ? 0 : 1;
    }
    return scope.create(mask, new Shape(ids.rows(), ids.length(), 1));
  }

  private static NDArray shares(NDManager scope, TokenBatch ids) {
    float[] shares = new float[ids.rows()];
    for (int row = 0; row < shares.length; row++) {
      int count = 0;
      for (int i = row * ids.length(); i < (row + 1) * ids.length(); i++) {
        count += ids.ids()[i] == PAD ? 0 : 1;
      }
      shares[row] = 1f / Math.max(1, count);
    }
    return scope.create(shares, new Shape(shares.length, 1));
  }

  private NDArray parameter(String name) {
    NDArray parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalStateException("no parameter " + name);
    }
    return parameter;
  }

  /** The graph with the weights as they are now; rows of tables are rounded to eight bits again. */
  public ModelProto graph() {
    Map<String, float[]> dense = new LinkedHashMap<>();
    for (String layer : graph.layers()) {
      dense.put(layer, parameter(layer).toFloatArray());
    }
    Map<String, ByteTable> tables = new LinkedHashMap<>();
    for (String table : ConvGraph.TABLES) {
      ByteTable all = graph.table(table);
      float[] values = parameter(table).toFloatArray();
      float[] before = new float[all.width()];
      int[] ids = ids(table);
      for (int i = 0; i < ids.length; i++) {
        all.get(ids[i], before, 0);
        int from = i * all.width();
        if (!Arrays.equals(before, 0, before.length, values, from, from + before.length)) {
          all.set(ids[i], values, from);
        }
      }
      tables.put(table, all);
    }
    return graph.with(dense, tables);
  }

  @Override
  public void close() {
    manager.close();
  }
}

package dev.weir.retrain.text.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The network: a convolution over three tokens beside two bags of hashed n-grams.
 *
 * <pre>
 * tokens ── embedding ── dropout ── Linear(3 tokens → filters) ── ReLU ── max ⊕ mean ─┐
 * word n-grams ── mean ───────────────────────────────────────────────────────────────┼─ LayerNorm
 * character n-grams ── mean ──────────────────────────────────────────────────────────┘  dropout = z
 * h = dropout(GELU(Linear z));  logits = U·h + V·z + bias + bias of the data set;  auxiliary = W·h
 * </pre>
 *
 * Confined to one thread.
 */
public final class BagConvNet {
  /** Of the layer normalisation. */
  public static final float EPSILON = 1e-5f;

  private static final int GROUP = 32;
  private static final long PAD = 0;

  private final NetShape shape;
  private final HashTable table;
  private final Parameter embedding;
  private final Parameter convolution;
  private final Parameter convolutionBias;
  private final Parameter normScale;
  private final Parameter normShift;
  private final Parameter hidden;
  private final Parameter hiddenBias;
  private final Parameter deep;
  private final Parameter wide;
  private final Parameter bias;
  private final Parameter setBias;
  private final Parameter auxiliary;
  private final Parameter auxiliaryBias;
  private final List<Parameter> parameters;

  /**
   * A network that has learned nothing.
   *
   * @param embeddings first values of the tokens: float (vocabulary, token width)
   */
  public BagConvNet(NetShape shape, float[] embeddings, HashTable table, long seed) {
    this.shape = shape;
    this.table = table;
    Random random = new Random(seed);
    int window = NetShape.WINDOW * shape.tokenWidth();
    embedding =
        new Parameter("embedding", false, embeddings, shape.vocabulary(), shape.tokenWidth());
    convolution = weight("convolution", random, shape.filters(), window);
    convolutionBias = filled("convolution_bias", 0, shape.filters());
    normScale = filled("norm_scale", 1, shape.joined());
    normShift = filled("norm_shift", 0, shape.joined());
    hidden = weight("hidden", random, shape.hidden(), shape.joined());
    hiddenBias = filled("hidden_bias", 0, shape.hidden());
    deep = weight("deep", random, shape.logits(), shape.hidden());
    wide = weight("wide", random, shape.logits(), shape.joined());
    bias = filled("bias", 0, shape.logits());
    setBias =
        new Parameter(
            "set_bias",
            false,
            new float[shape.sets() * shape.logits()],
            shape.sets(),
            shape.logits());
    auxiliary = weight("auxiliary", random, shape.auxiliary(), shape.hidden());
    auxiliaryBias = filled("auxiliary_bias", 0, shape.auxiliary());
    parameters =
        List.of(
            embedding,
            convolution,
            convolutionBias,
            normScale,
            normShift,
            hidden,
            hiddenBias,
            deep,
            wide,
            bias,
            setBias,
            auxiliary,
            auxiliaryBias);
  }

  /** A matrix (out, in) with PyTorch's first values of a linear layer. */
  private static Parameter weight(String name, Random random, int out, int in) {
    float bound = (float) (1 / Math.sqrt(in));
    float[] values = new float[out * in];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextFloat() * 2 - 1) * bound;
    }
    return new Parameter(name, true, values, out, in);
  }

  private static Parameter filled(String name, float value, int size) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return new Parameter(name, false, values, size);
  }

  public NetShape shape() {
    return shape;
  }

  public HashTable table() {
    return table;
  }

  /** What {@link AdamW} learns; the hash table is not among it. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The biases of the data sets among the parameters as shown: float (sets, logits). */
  public NDArray setBias(List<NDArray> shown) {
    return shown.get(parameters.indexOf(setBias));
  }

  /** A parameter by its name. */
  public Parameter parameter(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no parameter " + name));
  }

  /**
   * What one batch goes through.
   *
   * @param tokens ids by row, the shortest row first: the convolution pads groups of rows
   * @param bags float (rows, 2 × table width): means of the word and the character bags
   * @param dropout 0 outside training
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, compared by nobody
  public record Batch(int[][] tokens, NDArray bags, float dropout) {}

  /**
   * Logits without the bias of a data set: float (rows, logits of all tasks), and of the auxiliary
   * labels: float (rows, auxiliary).
   *
   * @param shown the parameters as {@link Parameter#show} gave them, in their order
   */
  public NDList forward(NDManager manager, Batch batch, List<NDArray> shown) {
    boolean training = batch.dropout > 0;
    NDArray pooled = convolve(manager, batch, shown);
    NDArray joined = batch.bags.concat(pooled, 1);
    NDArray norm =
        LayerNorm.layerNorm(joined, new Shape(shape.joined()), shown.get(3), shown.get(4), EPSILON)
            .singletonOrThrow();
    NDArray z = dropout(norm, batch.dropout, training);
    NDArray h =
        dropout(
            Activation.gelu(Linear.linear(z, shown.get(5), shown.get(6)).singletonOrThrow()),
            batch.dropout,
            training);
    NDArray logits =
        Linear.linear(h, shown.get(7))
            .singletonOrThrow()
            .add(Linear.linear(z, shown.get(8), shown.get(9)).singletonOrThrow());
    NDArray further = Linear.linear(h, shown.get(11), shown.get(12)).singletonOrThrow();
    return new NDList(logits, further);
  }

  private static NDArray dropout(NDArray input, float share, boolean training) {
    return training ? Dropout.dropout(input, share, true).singletonOrThrow() : input;
  }

  /** float (rows, 2 × filters): the largest and the mean of each filter over a row's tokens. */
  private NDArray convolve(NDManager manager, Batch batch, List<NDArray> shown) {
    int rows = batch.tokens.length;
    List<int[]> groups = new ArrayList<>();
    long total = 0;
    for (int from = 0; from < rows; from += GROUP) {
      int to = Math.min(rows, from + GROUP);
      int width = Math.max(1, batch.tokens[to - 1].length);
      groups.add(new int[] {from, to, width});
      total += (long) (to - from) * (width + 2);
    }
    long[] ids = new long[(int) total];
    Arrays.fill(ids, PAD);
    int at = 0;
    for (int[] group : groups) {
      for (int row = group[0]; row < group[1]; row++) {
        int[] tokens = batch.tokens[row];
        for (int i = 0; i < tokens.length; i++) {
          ids[at + 1 + i] = tokens[i];
        }
        at += group[2] + 2;
      }
    }
    NDArray embedded =
        dropout(
            Embedding.embedding(manager.create(ids), shown.get(0), SparseFormat.DENSE)
                .singletonOrThrow(),
            batch.dropout,
            batch.dropout > 0);
    NDList parts = new NDList();
    long start = 0;
    for (int[] group : groups) {
      int count = group[1] - group[0];
      int width = group[2];
      long end = start + (long) count * (width + 2);
      NDArray block =
          embedded
              .get(new NDIndex("{}:{}", start, end))
              .reshape(count, width + 2, shape.tokenWidth());
      NDArray windows =
          block
              .get(new NDIndex(":, 0:{}", width))
              .concat(block.get(new NDIndex(":, 1:{}", width + 1)), 2)
              .concat(block.get(new NDIndex(":, 2:{}", width + 2)), 2);
      NDArray mask = mask(manager, batch.tokens, group);
      NDArray filters =
          Activation.relu(Linear.linear(windows, shown.get(1), shown.get(2)).singletonOrThrow())
              .mul(mask);
      NDArray largest = filters.max(new int[] {1});
      NDArray mean = filters.sum(new int[] {1}).mul(shares(manager, batch.tokens, group));
      parts.add(largest.concat(mean, 1));
      start = end;
    }
    return ai.djl.ndarray.NDArrays.concat(parts, 0);
  }

  private static NDArray mask(NDManager manager, int[][] tokens, int[] group) {
    int count = group[1] - group[0];
    float[] mask = new float[count * group[2]];
    for (int row = 0; row < count; row++) {
      int at = row * group[2];
      Arrays.fill(mask, at, at + tokens[group[0] + row].length, 1);
    }
    return manager.create(mask, new Shape(count, group[2], 1));
  }

  private static NDArray shares(NDManager manager, int[][] tokens, int[] group) {
    float[] shares = new float[group[1] - group[0]];
    for (int row = 0; row < shares.length; row++) {
      shares[row] = 1f / Math.max(1, tokens[group[0] + row].length);
    }
    return manager.create(shares, new Shape(shares.length, 1));
  }
}

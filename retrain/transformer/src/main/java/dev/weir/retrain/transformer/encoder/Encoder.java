package dev.weir.retrain.transformer.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import dev.weir.retrain.torch.Torch;
import dev.weir.retrain.transformer.encoder.Family.Part;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.weights.Weight;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A BERT, DistilBERT or RoBERTa encoder (Vaswani et al., 2017; Devlin et al., 2019) with its
 * classification heads in PyTorch: logits, and gradients of them. Layer normalisation stands after
 * the residual sums, as in these families. Confined to one thread.
 *
 * <p>Owns its parameters' native memory.
 */
public final class Encoder implements AutoCloseable {
  private final EncoderConfig config;
  private final Family family;
  private final NDManager manager;
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();

  private Encoder(EncoderConfig config, NDManager manager) {
    this.config = config;
    this.family = config.family();
    this.manager = manager;
  }

  /**
   * An encoder with these weights; weights that it has no use for are passed over.
   *
   * @throws FineTuneException naming a parameter that is missing or of another shape
   */
  public static Encoder of(EncoderConfig config, Map<String, Weight> weights) {
    List<Weight> wanted =
        config.parameters().stream().map(parameter -> required(parameter, weights)).toList();
    Encoder encoder = new Encoder(config, Torch.manager());
    for (Weight weight : wanted) {
      encoder.parameters.put(
          weight.name(), encoder.manager.create(weight.values(), new Shape(weight.shape())));
    }
    return encoder;
  }

  private static Weight required(EncoderConfig.Parameter parameter, Map<String, Weight> weights) {
    Weight weight = weights.get(parameter.name());
    if (weight == null) {
      throw new FineTuneException(
          Problem.MISSING_PARAMETER,
          "the weights have no %s %s, which the configuration asks for; export both of one model"
              .formatted(parameter.name(), Arrays.toString(parameter.shape())));
    }
    if (!weight.hasShape(parameter.shape())) {
      throw new FineTuneException(
          Problem.WRONG_SHAPE,
          "%s has the shape %s where the configuration asks for %s; export both of one model"
              .formatted(
                  parameter.name(),
                  Arrays.toString(weight.shape()),
                  Arrays.toString(parameter.shape())));
    }
    return weight;
  }

  public EncoderConfig config() {
    return config;
  }

  /** The parameters by name, in the order of a forward pass; they stay the encoder's. */
  public Map<String, NDArray> parameters() {
    return parameters;
  }

  /** Copies of the parameters. */
  public Map<String, Weight> weights() {
    Map<String, Weight> weights = new LinkedHashMap<>();
    parameters.forEach(
        (name, array) ->
            weights.put(name, new Weight(name, array.getShape().getShape(), array.toFloatArray())));
    return weights;
  }

  /** Logits of a batch outside training, those of all tasks side by side: (rows, labels). */
  public float[][] logits(TokenBatch batch) {
    try (NDManager scope = manager.newSubManager()) {
      float[] flat = NDArrays.concat(forward(scope, batch, false), 1).toFloatArray();
      float[][] logits = new float[batch.rows()][];
      for (int row = 0; row < logits.length; row++) {
        logits[row] = Arrays.copyOfRange(flat, row * config.labels(), (row + 1) * config.labels());
      }
      return logits;
    }
  }

  /**
   * Logits of a batch, by task: float (rows, labels of the task).
   *
   * @param scope what is computed belongs to it
   * @param training whether dropout is on
   */
  public NDList forward(NDManager scope, TokenBatch batch, boolean training) {
    NDArray hidden = embed(scope, batch, training);
    NDArray mask = mask(scope, batch);
    for (int layer = 0; layer < config.layers(); layer++) {
      hidden = layer(hidden, mask, batch, layer, training);
    }
    return heads(hidden.get(":, 0"), training);
  }

  private NDArray embed(NDManager scope, TokenBatch batch, boolean training) {
    Shape shape = new Shape(batch.rows(), batch.length());
    NDArray sum = lookUp(scope.create(batch.ids(), shape), "word_embeddings");
    if (config.types() > 0) {
      sum =
          sum.add(
              lookUp(scope.create(new long[batch.ids().length], shape), "token_type_embeddings"));
    }
    sum = sum.add(lookUp(scope.create(positions(batch), shape), "position_embeddings"));
    return dropout(norm(sum, family.embeddingNorm()), config.dropout(), training);
  }

  private NDArray lookUp(NDArray ids, String table) {
    return Embedding.embedding(ids, parameter(family.embedding(table)), SparseFormat.DENSE)
        .singletonOrThrow();
  }

  /** RoBERTa counts tokens that are not the padding, from behind the padding id; others all. */
  private long[] positions(TokenBatch batch) {
    boolean counts = family == Family.ROBERTA;
    long[] positions = new long[batch.ids().length];
    for (int row = 0; row < batch.rows(); row++) {
      long next = config.firstPosition();
      for (int i = row * batch.length(); i < (row + 1) * batch.length(); i++) {
        boolean padding = counts && batch.ids()[i] == config.padId();
        positions[i] = padding ? config.padId() : next++;
      }
    }
    return positions;
  }

  /** What is added to the attention's scores: 0 for tokens, the least float for padding. */
  private static NDArray mask(NDManager scope, TokenBatch batch) {
    float[] mask = new float[batch.mask().length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = batch.mask()[i] == 0 ? -Float.MAX_VALUE : 0;
    }
    return scope.create(mask, new Shape(batch.rows(), 1, 1, batch.length()));
  }

  private NDArray layer(
      NDArray input, NDArray mask, TokenBatch batch, int layer, boolean training) {
    NDArray query = split(linear(input, family.part(layer, Part.QUERY)), batch);
    NDArray key = split(linear(input, family.part(layer, Part.KEY)), batch);
    NDArray value = split(linear(input, family.part(layer, Part.VALUE)), batch);
    NDArray scores =
        query
            .matMul(key.transpose(0, 1, 3, 2))
            .mul(1 / Math.sqrt(config.headWidth()))
            .add(mask)
            .softmax(-1);
    NDArray mixed =
        dropout(scores, config.attentionDropout(), training)
            .matMul(value)
            .transpose(0, 2, 1, 3)
            .reshape(batch.rows(), batch.length(), config.width());
    NDArray attended =
        dropout(
            linear(mixed, family.part(layer, Part.ATTENTION_OUTPUT)),
            family == Family.DISTILBERT ? 0 : config.dropout(),
            training);
    NDArray middle = norm(attended.add(input), family.part(layer, Part.ATTENTION_NORM));
    NDArray inner = activate(linear(middle, family.part(layer, Part.INNER)));
    NDArray output =
        dropout(linear(inner, family.part(layer, Part.OUTPUT)), config.dropout(), training);
    return norm(output.add(middle), family.part(layer, Part.OUTPUT_NORM));
  }

  /** (rows, length, width) to (rows, heads, length, width of a head). */
  private NDArray split(NDArray array, TokenBatch batch) {
    return array
        .reshape(batch.rows(), batch.length(), config.heads(), config.headWidth())
        .transpose(0, 2, 1, 3);
  }

  private NDArray activate(NDArray array) {
    return config.activation() == EncoderConfig.Activation.GELU
        ? Activation.gelu(array)
        : Activation.relu(array);
  }

  /** From the first token's vector (rows, width) to the logits of each task. */
  private NDList heads(NDArray first, boolean training) {
    NDArray before =
        family == Family.ROBERTA ? dropout(first, config.headDropout(), training) : first;
    NDArray dense = linear(before, family.dense());
    NDArray activated =
        family == Family.DISTILBERT ? Activation.relu(dense) : Activation.tanh(dense);
    NDArray summary = dropout(activated, config.headDropout(), training);
    NDList logits = new NDList();
    config.classifiers().forEach(one -> logits.add(linear(summary, one.name())));
    return logits;
  }

  private NDArray linear(NDArray input, String name) {
    return Linear.linear(input, parameter(name + ".weight"), parameter(name + ".bias"))
        .singletonOrThrow();
  }

  private NDArray norm(NDArray input, String name) {
    return LayerNorm.layerNorm(
            input,
            new Shape(config.width()),
            parameter(name + ".weight"),
            parameter(name + ".bias"),
            config.epsilon())
        .singletonOrThrow();
  }

  private static NDArray dropout(NDArray input, float share, boolean training) {
    return training && share > 0 ? Dropout.dropout(input, share, true).singletonOrThrow() : input;
  }

  private NDArray parameter(String name) {
    NDArray parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalStateException("no parameter " + name);
    }
    return parameter;
  }

  @Override
  public void close() {
    manager.close();
  }
}

package dev.weir.retrain.transformer.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.InputSpec;
import dev.weir.retrain.transformer.encoder.Encoder;
import dev.weir.retrain.transformer.encoder.EncoderConfig;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.weights.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Shows that a graph and an encoder are the same function of the same parameters: as exported, and
 * after every parameter was changed by chance. A parameter in the wrong place cannot pass the
 * second. Confined to one thread.
 */
public final class ParityProof {
  private static final float PER_LAYER = 5e-6f;
  private static final int LEAST_LAYERS = 2;
  private static final float CHANGE = 0.05f;
  private static final float LEAST_SIZE = 0.1f;
  private static final int[] LENGTHS = {13, 4, 9, 2, 1};
  private static final int MOST_NAMED = 5;

  private final EncoderConfig config;
  private final WeightMatch match;
  private final List<InputSpec> inputs;
  private final List<String> outputs;
  private final String name;
  private final TokenBatch batch;

  /**
   * A proof to be done.
   *
   * @param inputs of the graph
   * @param outputs of the graph in the order of its classifiers: float (batch, labels)
   * @param name of the model, for messages
   */
  public ParityProof(
      EncoderConfig config,
      WeightMatch match,
      List<InputSpec> inputs,
      List<String> outputs,
      String name,
      long seed) {
    this.config = config;
    this.match = match;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.name = name;
    this.batch = texts(config, new Random(seed));
  }

  /** How far logits may lie apart: 1e-5 for two layers, more for deeper encoders. */
  public static float tolerance(EncoderConfig config, float[][] logits) {
    float largest = 1;
    for (float[] row : logits) {
      for (float logit : row) {
        largest = Math.max(largest, Math.abs(logit));
      }
    }
    return PER_LAYER * Math.max(LEAST_LAYERS, config.layers()) * largest;
  }

  /**
   * Does it.
   *
   * @param weights as exported
   * @throws FineTuneException naming the parameters whose change the graph does not follow
   */
  public void check(Map<String, Weight> weights, long seed) {
    if (!agrees(weights)) {
      throw new FineTuneException(
          Problem.NO_PARITY,
          name
              + ": the graph and the weights beside it give different logits, as they are; export"
              + " both from the same model, or train the head only");
    }
    Map<String, Weight> changed = new LinkedHashMap<>();
    Random random = new Random(seed);
    weights.forEach((key, weight) -> changed.put(key, changed(weight, random)));
    if (!agrees(changed)) {
      throw new FineTuneException(
          Problem.NO_PARITY,
          "%s: the graph does not follow a change of %s; the parameters could not be told apart; train the head only"
              .formatted(name, String.join(", ", culprits(weights, changed))));
    }
  }

  private List<String> culprits(Map<String, Weight> weights, Map<String, Weight> changed) {
    List<String> culprits = new ArrayList<>();
    for (String parameter : weights.keySet()) {
      Map<String, Weight> one = new LinkedHashMap<>(weights);
      one.put(parameter, changed.getOrDefault(parameter, one.get(parameter)));
      if (!agrees(one)) {
        culprits.add(parameter);
      }
      if (culprits.size() == MOST_NAMED) {
        break;
      }
    }
    return culprits;
  }

  private boolean agrees(Map<String, Weight> weights) {
    ModelProto patched = match.patch(weights);
    try (Encoder encoder = Encoder.of(config, weights);
        GraphRunner graph = GraphRunner.open(patched.toByteArray(), inputs, name)) {
      float[][] expected = encoder.logits(batch);
      float[][] actual = graph.run(Map.of(Feature.Sequence.TOKENS, batch), outputs);
      return farthest(actual, expected) <= tolerance(config, expected);
    }
  }

  /** The largest distance of two values at the same place; infinite where one is no number. */
  public static float farthest(float[][] actual, float[][] expected) {
    float farthest = 0;
    for (int row = 0; row < expected.length; row++) {
      for (int i = 0; i < expected[row].length; i++) {
        float distance = Math.abs(actual[row][i] - expected[row][i]);
        farthest = Float.isNaN(distance) ? Float.POSITIVE_INFINITY : Math.max(farthest, distance);
      }
    }
    return farthest;
  }

  /** A parameter with a twentieth of its size, at least of 0.1, added or taken by chance. */
  static Weight changed(Weight weight, Random random) {
    double squares = 0;
    for (float value : weight.values()) {
      squares += (double) value * value;
    }
    double size = Math.max(LEAST_SIZE, Math.sqrt(squares / Math.max(1, weight.values().length)));
    float[] values = weight.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (random.nextGaussian() * CHANGE * size);
    }
    return weight.with(values);
  }

  private static TokenBatch texts(EncoderConfig config, Random random) {
    List<long[]> texts = new ArrayList<>();
    for (int length : LENGTHS) {
      int longest = Math.min(length, config.positions() - config.firstPosition());
      texts.add(
          random
              .longs(longest, 0, config.vocabulary())
              .map(id -> id == config.padId() ? (id + 1) % config.vocabulary() : id)
              .toArray());
    }
    return TokenBatch.of(texts, config.padId());
  }
}

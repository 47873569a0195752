package dev.weir.retrain.transformer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.weir.engine.TaskKind;
import dev.weir.engine.pack.Feature;
import dev.weir.retrain.transformer.data.RowBatches;
import dev.weir.retrain.transformer.encoder.Encoder;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Learns an encoder and the heads on it. Confined to one thread. */
final class EncoderTrainer extends GradientLearner {
  private final Encoder encoder;

  /**
   * A trainer that has done nothing.
   *
   * @param kind of all tasks
   * @param steps that it will do at most
   */
  EncoderTrainer(
      Encoder encoder, RowBatches batches, TaskKind kind, FineTuneOptions options, int steps) {
    super(
        learned(encoder, options), options.decay(), heads(encoder, kind), batches, options, steps);
    this.encoder = encoder;
  }

  private static Map<String, NDArray> learned(Encoder encoder, FineTuneOptions options) {
    Map<String, NDArray> learned = new LinkedHashMap<>(encoder.parameters());
    if (options.frozenEmbeddings()) {
      learned.keySet().removeIf(name -> name.contains("_embeddings."));
    }
    return learned;
  }

  private static List<Head> heads(Encoder encoder, TaskKind kind) {
    return encoder.config().classifiers().stream()
        .map(one -> new Head(kind, one.labels(), 1))
        .toList();
  }

  @Override
  NDList forward(NDManager scope, Map<Feature.Sequence, TokenBatch> batch, boolean training) {
    TokenBatch tokens = batch.get(Feature.Sequence.TOKENS);
    if (tokens == null) {
      throw new IllegalArgumentException("the rows have no tokens");
    }
    return encoder.forward(scope, tokens, training);
  }
}

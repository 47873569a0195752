package dev.weir.retrain.transformer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import dev.weir.engine.TaskKind;
import dev.weir.engine.pack.Feature;
import dev.weir.retrain.torch.AdamW;
import dev.weir.retrain.torch.Torch;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.RowBatches;
import dev.weir.retrain.transformer.encoder.Encoder;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps of AdamW on an encoder's parameters, the gradient cut to norm 1 over all of them. The
 * learning rate rises in a line and falls in a line to 0. What a step draws depends on the seed and
 * the step's number alone. Confined to one thread; owns the optimiser's state until it is closed.
 */
final class EncoderTrainer implements EpochLoop.Learner, AutoCloseable {
  private static final float LARGEST_NORM = 1;

  private final Encoder encoder;
  private final RowBatches batches;
  private final TaskKind kind;
  private final FineTuneOptions options;
  private final int steps;
  private final Map<String, NDArray> learned = new LinkedHashMap<>();
  private final AdamW optimiser;
  private int step;

  /**
   * A trainer that has done nothing.
   *
   * @param steps that it will do at most
   */
  EncoderTrainer(
      Encoder encoder, RowBatches batches, TaskKind kind, FineTuneOptions options, int steps) {
    this.encoder = encoder;
    this.batches = batches;
    this.kind = kind;
    this.options = options;
    this.steps = steps;
    encoder
        .parameters()
        .forEach(
            (name, array) -> {
              if (!(options.frozenEmbeddings() && name.contains("_embeddings."))) {
                learned.put(name, array);
              }
            });
    optimiser = new AdamW(learned, options.decay(), LARGEST_NORM);
  }

  @Override
  public double step(List<LabelledRow> rows) {
    step++;
    Torch.engine().setRandomSeed((int) (options.seed() * 1_000_003 + step));
    double loss;
    try (NDManager scope = Torch.manager()) {
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray mean = loss(scope, rows);
        collector.backward(mean);
        loss = mean.getFloat();
      }
      if (!Double.isFinite(loss) || !optimiser.step(scope, options.rate(step, steps))) {
        throw new FineTuneException(
            Problem.DIVERGED,
            "the loss is no number any more at step %d of %d; lower the learning rate of %s"
                .formatted(step, steps, options.learningRate()));
      }
    }
    return loss;
  }

  @Override
  public Map<String, NDArray> parameters() {
    return learned;
  }

  @Override
  public Map<String, NDArray> moments() {
    return optimiser.moments();
  }

  @Override
  public void resume(int stepsDone) {
    step = stepsDone;
    optimiser.resume(stepsDone);
  }

  @Override
  public void close() {
    optimiser.close();
  }

  private NDArray loss(NDManager scope, List<LabelledRow> rows) {
    NDArray logits = encoder.forward(scope, tokens(batches.batch(rows)), true);
    int labels = encoder.config().labels();
    float[] flat = new float[rows.size() * labels];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row).target(), 0, flat, row * labels, labels);
    }
    NDArray target = scope.create(flat, new Shape(rows.size(), labels));
    NDArray losses =
        kind == TaskKind.SOFTMAX
            ? logits.logSoftmax(-1).mul(target).neg()
            : Activation.relu(logits)
                .sub(logits.mul(target))
                .add(logits.abs().neg().exp().add(1).log());
    return losses.sum().div(rows.size());
  }

  /** Logits of rows outside training. */
  float[][] logits(List<LabelledRow> rows) {
    return batches.map(rows, options.batch(), batch -> encoder.logits(tokens(batch)));
  }

  private static TokenBatch tokens(Map<Feature.Sequence, TokenBatch> batch) {
    TokenBatch tokens = batch.get(Feature.Sequence.TOKENS);
    if (tokens == null) {
      throw new IllegalArgumentException("the rows have no tokens");
    }
    return tokens;
  }
}

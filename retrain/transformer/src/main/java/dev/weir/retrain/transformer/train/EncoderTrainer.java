package dev.weir.retrain.transformer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;
import dev.weir.engine.TaskKind;
import dev.weir.engine.pack.Feature;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.RowBatches;
import dev.weir.retrain.transformer.encoder.Encoder;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import dev.weir.retrain.transformer.encoder.Torch;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps of AdamW (Loshchilov and Hutter, 2019) on an encoder's parameters, the gradient cut to norm
 * 1 over all of them. The learning rate rises in a line and falls in a line to 0. Confined to one
 * thread.
 */
final class EncoderTrainer {
  private static final double LARGEST_NORM = 1;

  private final Encoder encoder;
  private final RowBatches batches;
  private final TaskKind kind;
  private final FineTuneOptions options;
  private final int steps;
  private final Map<String, NDArray> learned = new LinkedHashMap<>();
  private final Optimizer decaying;
  private final Optimizer constant;
  private int step;
  private float rate;

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
                array.setRequiresGradient(true);
                learned.put(name, array);
              }
            });
    ParameterTracker tracker = (parameter, update) -> rate;
    decaying =
        Optimizer.adamW().optLearningRateTracker(tracker).optWeightDecays(options.decay()).build();
    constant = Optimizer.adamW().optLearningRateTracker(tracker).optWeightDecays(0).build();
  }

  /**
   * One step.
   *
   * @return the mean loss of the rows before it
   */
  double step(List<LabelledRow> rows) {
    step++;
    rate = rate(step);
    double loss;
    try (NDManager scope = Torch.manager()) {
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray mean = loss(scope, rows);
        collector.backward(mean);
        loss = mean.getFloat();
      }
      Map<String, NDArray> gradients = new LinkedHashMap<>();
      double squares = 0;
      for (Map.Entry<String, NDArray> parameter : learned.entrySet()) {
        NDArray gradient = parameter.getValue().getGradient();
        gradient.attach(scope);
        gradients.put(parameter.getKey(), gradient);
        double norm = gradient.norm().getFloat();
        squares += norm * norm;
      }
      if (!Double.isFinite(loss) || !Double.isFinite(squares)) {
        throw new FineTuneException(
            Problem.DIVERGED,
            "the loss is no number any more at step %d of %d; lower the learning rate of %s"
                .formatted(step, steps, options.learningRate()));
      }
      double all = Math.sqrt(squares);
      learned.forEach(
          (name, parameter) -> {
            NDArray gradient = gradients.get(name);
            if (gradient != null) {
              update(name, parameter, gradient, (float) Math.min(1, LARGEST_NORM / all));
            }
          });
    }
    return loss;
  }

  private void update(String name, NDArray parameter, NDArray gradient, float share) {
    if (share < 1) {
      gradient.muli(share);
    }
    boolean decays = parameter.getShape().dimension() > 1;
    (decays ? decaying : constant).update(name, parameter, gradient);
    gradient.muli(0); // PyTorch adds the next one to it
  }

  private float rate(int at) {
    float warm = Math.max(1, options.warmUp() * steps);
    float left = Math.max(0, (steps - at + 1) / Math.max(1, steps - warm + 1));
    return options.learningRate() * Math.min(1, Math.min(at / warm, left));
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

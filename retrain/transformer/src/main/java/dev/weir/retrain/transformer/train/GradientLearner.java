package dev.weir.retrain.transformer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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
import dev.weir.retrain.transformer.encoder.TokenBatch;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Steps of AdamW down the gradient of the tasks' losses together, cut to norm 1 over all
 * parameters. The learning rate rises in a line and falls in a line to 0. What a step draws depends
 * on the seed and the step's number alone. Confined to one thread; owns the optimiser's state until
 * it is closed.
 */
abstract class GradientLearner implements EpochLoop.Learner, AutoCloseable {
  private static final float LARGEST_NORM = 1;

  private final Map<String, NDArray> learned;
  private final List<Head> heads;
  private final RowBatches batches;
  private final FineTuneOptions options;
  private final int steps;
  private final AdamW optimiser;
  private int step;

  /**
   * A task as its loss sees it.
   *
   * @param labels of the task
   * @param scale of its logits in the loss
   */
  record Head(TaskKind kind, int labels, float scale) {}

  /**
   * A learner that has done nothing.
   *
   * @param learned what learns, by name; it stays the caller's
   * @param decay of AdamW
   * @param heads in the order of the logits and of the rows' targets
   * @param steps that it will do at most
   */
  GradientLearner(
      Map<String, NDArray> learned,
      float decay,
      List<Head> heads,
      RowBatches batches,
      FineTuneOptions options,
      int steps) {
    this.learned = learned;
    this.heads = List.copyOf(heads);
    this.batches = batches;
    this.options = options;
    this.steps = steps;
    this.optimiser = new AdamW(learned, decay, LARGEST_NORM);
  }

  /**
   * Logits by task: float (rows, labels of the task).
   *
   * @param scope what is computed belongs to it
   * @param training whether dropout is on
   */
  abstract NDList forward(
      NDManager scope, Map<Feature.Sequence, TokenBatch> batch, boolean training);

  @Override
  public final double step(List<LabelledRow> rows) {
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

  /** A softmax task adds nothing for a row whose target is all zeros: nobody knows its label. */
  private NDArray loss(NDManager scope, List<LabelledRow> rows) {
    NDList logits = forward(scope, batches.batch(rows), true);
    NDArray sum = scope.zeros(new Shape());
    int offset = 0;
    for (int task = 0; task < heads.size(); task++) {
      Head head = heads.get(task);
      float[] flat = new float[rows.size() * head.labels];
      for (int row = 0; row < rows.size(); row++) {
        System.arraycopy(rows.get(row).target(), offset, flat, row * head.labels, head.labels);
      }
      NDArray target = scope.create(flat, new Shape(rows.size(), head.labels));
      NDArray scaled = logits.get(task).mul(head.scale);
      NDArray losses =
          head.kind == TaskKind.SOFTMAX
              ? scaled.logSoftmax(-1).mul(target).neg()
              : Activation.relu(scaled)
                  .sub(scaled.mul(target))
                  .add(scaled.abs().neg().exp().add(1).log());
      sum = sum.add(losses.sum());
      offset += head.labels;
    }
    return sum.div(rows.size());
  }

  /** Logits of a task for rows outside training. */
  final float[][] logits(List<LabelledRow> rows, int task) {
    int labels = heads.get(task).labels;
    return batches.map(
        rows,
        options.batch(),
        batch -> {
          try (NDManager scope = Torch.manager()) {
            float[] flat = forward(scope, batch, false).get(task).toFloatArray();
            float[][] logits = new float[flat.length / labels][];
            for (int row = 0; row < logits.length; row++) {
              logits[row] = Arrays.copyOfRange(flat, row * labels, (row + 1) * labels);
            }
            return logits;
          }
        });
  }

  @Override
  public final Map<String, NDArray> parameters() {
    return learned;
  }

  @Override
  public final Map<String, NDArray> moments() {
    return optimiser.moments();
  }

  @Override
  public final void resume(int stepsDone) {
    step = stepsDone;
    optimiser.resume(stepsDone);
  }

  @Override
  public final void close() {
    optimiser.close();
  }
}

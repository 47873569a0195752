package dev.weir.retrain.transformer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.retrain.torch.AdamW;
import dev.weir.retrain.torch.Torch;
import dev.weir.retrain.transformer.conv.ConvNet;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.RowBatches;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import java.util.List;
import java.util.Map;

/**
 * Steps of AdamW on a {@link ConvNet} for all tasks together: the cross entropy of each task's
 * calibrated logits against a row's targets, which are labels or what the base said. What a step
 * draws depends on the seed and the step's number alone. Confined to one thread; owns the
 * optimiser's state until it is closed.
 */
final class ConvTrainer implements EpochLoop.Learner, AutoCloseable {
  private static final float LARGEST_NORM = 1;

  private final ConvNet net;
  private final List<HeadSpec> heads;
  private final RowBatches batches;
  private final FineTuneOptions options;
  private final int steps;
  private final AdamW optimiser;
  private int step;

  /**
   * A trainer that has done nothing.
   *
   * @param steps that it will do at most
   */
  ConvTrainer(
      ConvNet net, List<HeadSpec> heads, RowBatches batches, FineTuneOptions options, int steps) {
    this.net = net;
    this.heads = List.copyOf(heads);
    this.batches = batches;
    this.options = options;
    this.steps = steps;
    // rows of tables that no text of a step reads must stay as they are: nothing decays
    this.optimiser = new AdamW(net.parameters(), 0, LARGEST_NORM);
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

  private NDArray loss(NDManager scope, List<LabelledRow> rows) {
    NDList logits = net.forward(scope, batches.batch(rows), true);
    NDArray sum = scope.zeros(new Shape());
    int offset = 0;
    for (int task = 0; task < heads.size(); task++) {
      int labels = heads.get(task).task().labels().size();
      float[] target = new float[rows.size() * labels];
      for (int row = 0; row < rows.size(); row++) {
        System.arraycopy(rows.get(row).target(), offset, target, row * labels, labels);
      }
      NDArray calibrated = logits.get(task).mul(heads.get(task).calibration().scale());
      NDArray wanted = scope.create(target, new Shape(rows.size(), labels));
      sum = sum.sub(calibrated.logSoftmax(-1).mul(wanted).sum());
      offset += labels;
    }
    return sum.div(rows.size());
  }

  /** Logits of a task for rows outside training. */
  float[][] logits(List<LabelledRow> rows, int task) {
    return batches.map(
        rows,
        options.batch(),
        batch -> {
          try (NDManager scope = Torch.manager()) {
            NDArray logits = net.forward(scope, batch, false).get(task);
            float[] flat = logits.toFloatArray();
            int labels = heads.get(task).task().labels().size();
            float[][] result = new float[flat.length / labels][labels];
            for (int row = 0; row < result.length; row++) {
              System.arraycopy(flat, row * labels, result[row], 0, labels);
            }
            return result;
          }
        });
  }

  @Override
  public Map<String, NDArray> parameters() {
    return net.parameters();
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
}

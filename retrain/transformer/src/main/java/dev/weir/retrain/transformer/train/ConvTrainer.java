package dev.weir.retrain.transformer.train;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.retrain.transformer.conv.ConvNet;
import dev.weir.retrain.transformer.data.RowBatches;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import java.util.List;
import java.util.Map;

/**
 * Learns a {@link ConvNet} for all tasks together: the cross entropy of each task's calibrated
 * logits against a row's targets, which are labels or what the base said. Confined to one thread.
 */
final class ConvTrainer extends GradientLearner {
  /** Rows of tables that no text of a step reads must stay as they are. */
  private static final float NO_DECAY = 0;

  private final ConvNet net;

  /**
   * A trainer that has done nothing.
   *
   * @param steps that it will do at most
   */
  ConvTrainer(
      ConvNet net, List<HeadSpec> heads, RowBatches batches, FineTuneOptions options, int steps) {
    super(net.parameters(), NO_DECAY, heads(heads), batches, options, steps);
    this.net = net;
  }

  private static List<Head> heads(List<HeadSpec> heads) {
    return heads.stream()
        .map(
            head ->
                new Head(
                    head.task().kind(), head.task().labels().size(), head.calibration().scale()))
        .toList();
  }

  @Override
  NDList forward(NDManager scope, Map<Feature.Sequence, TokenBatch> batch, boolean training) {
    return net.forward(scope, batch, training);
  }
}

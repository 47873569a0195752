package dev.weir.retrain.transformer.train;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.weir.engine.TaskKind;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.calibrate.ScoreHead;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.Variant;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.RowBatches;
import dev.weir.retrain.transformer.graph.GraphRunner;
import dev.weir.retrain.transformer.graph.ParityProof;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Compares the scores that a graph will give in service with those of training, calibrated both.
 * Immutable.
 */
final class ServedParity {
  /** Scores of a package are equal to this whatever the batch; so must they be to training's. */
  static final float TOLERANCE = Variant.DEFAULT_TOLERANCE;

  private static final int BATCH = 32;

  private final ModelPackage base;
  private final HeadSpec head;
  private final RowBatches batches;

  /** A comparison of one head's scores; the package's inputs are the graph's. */
  ServedParity(ModelPackage base, HeadSpec head) {
    this.base = base;
    this.head = head;
    this.batches = new RowBatches(base.manifest().inputs());
  }

  /** An output of a graph for rows. */
  float[][] run(ModelProto graph, List<LabelledRow> rows, String output) {
    try (GraphRunner runner =
        GraphRunner.open(graph.toByteArray(), base.manifest().inputs(), base.id())) {
      return batches.map(rows, BATCH, batch -> runner.run(batch, output));
    }
  }

  /** The largest distance of a score of the rows from the one that training's logits give. */
  float measure(ModelProto graph, List<LabelledRow> rows, float[][] logits, double temperature) {
    Calibration calibration = Calibration.temperature(temperature);
    TaskKind kind = head.task().kind();
    return ParityProof.farthest(
        scores(kind, run(graph, rows, head.output()), calibration),
        scores(kind, logits, calibration));
  }

  /** Calibrated probabilities of logits. */
  static float[][] scores(TaskKind kind, float[][] logits, Calibration calibration) {
    float[][] scores = new float[logits.length][];
    for (int row = 0; row < logits.length; row++) {
      ScoreHead reader = ScoreHead.of(kind, logits[row].length, calibration);
      float[] read = reader.read(FloatBuffer.wrap(logits[row]), 0);
      scores[row] = read == null ? new float[] {Float.NaN} : read;
    }
    return scores;
  }
}

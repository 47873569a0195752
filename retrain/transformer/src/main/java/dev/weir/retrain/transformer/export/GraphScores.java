package dev.weir.retrain.transformer.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.weir.engine.calibrate.ScoreHead;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.InputSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.RowBatches;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import dev.weir.retrain.transformer.graph.GraphRunner;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calibrated scores that a graph gives in service. Immutable. */
final class GraphScores {
  private final List<InputSpec> inputs;
  private final RowBatches batches;

  GraphScores(ModelPackage pack) {
    this.inputs = pack.manifest().inputs();
    this.batches = new RowBatches(inputs);
  }

  /**
   * The scores of a task for rows.
   *
   * @param size rows of a batch, in the rows' order, whatever their length
   */
  float[][] of(ModelProto graph, HeadSpec head, List<LabelledRow> rows, int size) {
    ScoreHead reader =
        ScoreHead.of(head.task().kind(), head.task().labels().size(), head.calibration());
    List<float[]> scores = new ArrayList<>();
    try (GraphRunner runner = GraphRunner.open(graph.toByteArray(), inputs, "graph")) {
      for (Map<Feature.Sequence, TokenBatch> batch : batches(rows, size)) {
        for (float[] logits : runner.run(batch, head.output())) {
          float[] read = reader.read(FloatBuffer.wrap(logits), 0);
          scores.add(read == null ? new float[] {Float.NaN} : read);
        }
      }
    }
    return scores.toArray(new float[0][]);
  }

  /** The rows as a graph takes them. */
  List<Map<Feature.Sequence, TokenBatch>> batches(List<LabelledRow> rows, int size) {
    List<Map<Feature.Sequence, TokenBatch>> all = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += size) {
      all.add(batches.batch(rows.subList(from, Math.min(rows.size(), from + size))));
    }
    return all;
  }

  /** The largest distance of any score; infinite where one is no number. */
  static double farthest(float[][] some, float[][] others) {
    double farthest = 0;
    for (int row = 0; row < others.length; row++) {
      for (int label = 0; label < some[row].length; label++) {
        double distance = Math.abs(some[row][label] - others[row][label]);
        farthest = Double.isNaN(distance) ? Double.POSITIVE_INFINITY : Math.max(farthest, distance);
      }
    }
    return farthest;
  }

  /** Share of the rows whose best label differs. */
  static double flips(float[][] some, float[][] others) {
    int flips = 0;
    for (int row = 0; row < some.length; row++) {
      flips += best(some[row]) == best(others[row]) ? 0 : 1;
    }
    return some.length == 0 ? 0 : (double) flips / some.length;
  }

  private static int best(float[] scores) {
    int best = 0;
    for (int label = 1; label < scores.length; label++) {
      best = scores[label] > scores[best] ? label : best;
    }
    return best;
  }
}

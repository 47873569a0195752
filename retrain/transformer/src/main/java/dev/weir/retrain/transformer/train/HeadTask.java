package dev.weir.retrain.transformer.train;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.weir.engine.TaskKind;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.transformer.data.FineTuneData;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.graph.HeadGraph;
import dev.weir.retrain.transformer.weights.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One task's last layer, learned anew from the rows that have a label of it: from nothing, and from
 * what the base knows. Which of them and which penalty is best the validation rows say. Confined to
 * one thread.
 */
final class HeadTask {
  private static final double[] PENALTIES = {100, 10, 1, 0.1, 0.01, 0.001, 0.0001};

  /** How many layers are learned for a task. */
  static final int CANDIDATES = 2 * PENALTIES.length;

  /** Rows that nobody saw may lie twice as far off as the validation rows. */
  private static final float TOLERANCE = ServedParity.TOLERANCE / 2;

  private final ModelPackage base;
  private final HeadSpec head;
  private final FineTuneData data;
  private final HeadGraph layer;
  private final ServedParity parity;
  private final Runnable onCandidate;

  /**
   * A task.
   *
   * @param graph of the base, with the layers that have learned before
   * @param onCandidate told of every layer that was learned
   */
  HeadTask(
      ModelPackage base, HeadSpec head, FineTuneData data, ModelProto graph, Runnable onCandidate) {
    this.base = base;
    this.head = head;
    this.data = data;
    this.layer = HeadGraph.of(graph, head.output(), base.id());
    this.parity = new ServedParity(base, head);
    this.onCandidate = onCandidate;
  }

  /**
   * A layer, its logits of the validation rows, and their loss once they are calibrated.
   *
   * @param fromBase whether it began as the base's layer
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Learned(
      Weight weights,
      Weight biases,
      float[][] logits,
      boolean fromBase,
      double penalty,
      double temperature,
      double loss) {}

  /**
   * What came of it.
   *
   * @param graph with the new layer
   * @param parity how far its scores in service lie from training's
   */
  record Outcome(
      LearnedTask task, Learned learned, HeadGraph layer, ModelProto graph, float parity) {}

  Outcome run() {
    float[][] train = parity.run(layer.exposed(), data.train(), layer.featureOutput());
    float[][] valid = parity.run(layer.exposed(), data.valid(), layer.featureOutput());
    float[][] untrained = parity.run(layer.exported(), data.valid(), head.output());
    List<Learned> all = new ArrayList<>(learn(train, valid, false));
    all.addAll(learn(train, valid, true));
    all.sort(Comparator.comparingDouble(Learned::loss));
    TaskKind kind = head.task().kind();
    Fit before = Fit.of(kind, data.valid(), untrained, head.calibration().scale());
    return firstThatServes(all, data.valid(), before);
  }

  private List<Learned> learn(float[][] train, float[][] valid, boolean fromBase) {
    TaskKind kind = head.task().kind();
    int labels = head.task().labels().size();
    LinearHead regression =
        fromBase
            ? LinearHead.of(kind, train, calibrated(layer.weights()), calibrated(biases()))
            : LinearHead.of(kind, labels, train);
    List<Learned> learned = new ArrayList<>();
    for (double penalty : PENALTIES) {
      regression.fit(train, data.train(), penalty);
      Weight weights =
          new Weight("weight", new long[] {labels, train[0].length}, regression.weights());
      Weight biases = new Weight("bias", new long[] {labels}, regression.biases());
      float[][] logits = LinearHead.logits(valid, weights.values(), biases.values());
      double temperature = TemperatureFit.of(kind, data.valid(), logits);
      double loss = Fit.of(kind, data.valid(), logits, 1 / temperature).loss();
      learned.add(new Learned(weights, biases, logits, fromBase, penalty, temperature, loss));
      onCandidate.run();
    }
    return learned;
  }

  private Weight biases() {
    Weight biases = layer.biases();
    int labels = head.task().labels().size();
    return biases == null ? new Weight("bias", new long[] {labels}, new float[labels]) : biases;
  }

  /** Such that its logits need no temperature. */
  private float[] calibrated(Weight weight) {
    float[] values = weight.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= head.calibration().scale();
    }
    return values;
  }

  /**
   * The first layer whose scores are the same in service. Where features hardly vary, a weak
   * penalty makes so much of so little that rounding shows.
   */
  private Outcome firstThatServes(List<Learned> learned, List<LabelledRow> rows, Fit before) {
    float least = Float.POSITIVE_INFINITY;
    for (Learned one : learned) {
      ModelProto graph = layer.with(one.weights(), one.biases());
      float distance = parity.measure(graph, rows, one.logits(), one.temperature());
      if (distance <= TOLERANCE) {
        Fit after = Fit.of(head.task().kind(), rows, one.logits(), 1 / one.temperature());
        LearnedTask task = new LearnedTask(head, data, before, after, one.temperature());
        return new Outcome(task, one, layer, graph, distance);
      }
      least = Math.min(least, distance);
    }
    throw new FineTuneException(
        Problem.NO_PARITY,
        "%s: scores of the graph with a new layer are %s away from training, %s is allowed; its features are no numbers, or hardly vary"
            .formatted(base.id(), least, TOLERANCE));
  }
}

package dev.weir.retrain.transformer.train;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.TaskKind;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.data.FineTuneData;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.PackageFeatures;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.graph.HeadGraph;
import dev.weir.retrain.transformer.graph.OnnxFile;
import dev.weir.retrain.transformer.weights.SafeTensors;
import dev.weir.retrain.transformer.weights.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Learns the last linear layer of any classifier anew and writes the next version of its package.
 * The layer's input is computed by ONNX Runtime from the exported graph, so that nothing but the
 * graph is needed; a regression on it has one minimum, which chance does not move. The penalty is
 * the one that serves the validation rows best. Confined to one thread.
 */
public final class HeadFineTuning {
  private static final String METHOD = "head-fine-tuning";
  private static final double[] PENALTIES = {100, 10, 1, 0.1, 0.01, 0.001, 0.0001};

  /** Rows that nobody saw may lie twice as far off as the validation rows. */
  private static final float TOLERANCE = ServedParity.TOLERANCE / 2;

  private final ModelPackage base;
  private final HeadSpec head;
  private final FineTuneListener listener;
  private final HeadGraph layer;
  private final ServedParity parity;

  private HeadFineTuning(ModelPackage base, String task, FineTuneListener listener)
      throws IOException {
    this.base = base;
    this.listener = listener;
    head = NewPackage.head(base, task);
    layer = HeadGraph.of(OnnxFile.read(NewPackage.graph(base)), head.output(), base.id());
    parity = new ServedParity(base, head);
  }

  /**
   * Fine-tunes the head of a task.
   *
   * @param task of the package; empty for the only one
   * @throws FineTuneException if the model cannot learn, or the data is not for it
   * @throws dev.weir.retrain.dataset.DatasetException if the data cannot train
   * @throws IOException if a file cannot be read or written; there is no new package then
   */
  public static FineTuned run(
      ModelPackage base, String task, Snapshot snapshot, Target target, FineTuneListener listener)
      throws IOException {
    return new HeadFineTuning(base, task, listener).run(snapshot, target);
  }

  private FineTuned run(Snapshot snapshot, Target target) throws IOException {
    long start = System.nanoTime();
    FineTuneData data;
    try (PackageFeatures features = PackageFeatures.open(base, 0)) {
      data = FineTuneData.of(snapshot, base, head.task(), features);
    }
    listener.stage("computing features");
    float[][] train = parity.run(layer.exposed(), data.train(), layer.featureOutput());
    float[][] valid = parity.run(layer.exposed(), data.valid(), layer.featureOutput());
    float[][] untrained = parity.run(layer.exported(), data.valid(), head.output());
    listener.stage("training");
    Served served = firstThatServes(learn(train, valid, data), data.valid());
    Learned learned = served.learned();
    double seconds = (System.nanoTime() - start) / 1e9;
    listener.stage("writing the package");
    TaskKind kind = head.task().kind();
    Fit before = Fit.of(kind, data.valid(), untrained, head.calibration().scale());
    Fit after = Fit.of(kind, data.valid(), learned.logits(), 1 / learned.temperature());
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    settings.put("penalty", learned.penalty());
    ModelPackage written =
        new NewPackage(base, head, data, METHOD)
            .write(
                layer.with(learned.weights(), learned.biases()),
                weights(learned),
                settings,
                new NewPackage.Measured(before, after, learned.temperature()),
                target);
    return new FineTuned(written, before, after, learned.temperature(), served.parity(), seconds);
  }

  /** A layer, its logits of the validation rows, and their loss once they are calibrated. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Learned(
      Weight weights,
      Weight biases,
      float[][] logits,
      double penalty,
      double temperature,
      double loss) {}

  /** A layer for each penalty, the one with the least validation loss first. */
  private List<Learned> learn(float[][] train, float[][] valid, FineTuneData data) {
    TaskKind kind = head.task().kind();
    int labels = head.task().labels().size();
    LinearHead regression = LinearHead.of(kind, labels, train);
    List<Learned> learned = new ArrayList<>();
    for (double penalty : PENALTIES) {
      regression.fit(train, data.train(), penalty);
      Weight weights =
          new Weight("weight", new long[] {labels, train[0].length}, regression.weights());
      Weight biases = new Weight("bias", new long[] {labels}, regression.biases());
      float[][] logits = LinearHead.logits(valid, weights.values(), biases.values());
      double temperature = TemperatureFit.of(kind, data.valid(), logits);
      double loss = Fit.of(kind, data.valid(), logits, 1 / temperature).loss();
      learned.add(new Learned(weights, biases, logits, penalty, temperature, loss));
      listener.step(learned.size(), PENALTIES.length);
    }
    learned.sort(Comparator.comparingDouble(Learned::loss));
    return learned;
  }

  /** A layer, and how far its scores in service lie from training's. */
  private record Served(Learned learned, float parity) {}

  /**
   * The first layer whose scores are the same in service. Where features hardly vary, a weak
   * penalty makes so much of so little that rounding shows.
   */
  private Served firstThatServes(List<Learned> learned, List<LabelledRow> rows) {
    float least = Float.POSITIVE_INFINITY;
    for (Learned one : learned) {
      ModelProto graph = layer.with(one.weights(), one.biases());
      float distance = parity.measure(graph, rows, one.logits(), one.temperature());
      if (distance <= TOLERANCE) {
        return new Served(one, distance);
      }
      least = Math.min(least, distance);
    }
    throw new FineTuneException(
        Problem.NO_PARITY,
        "%s: scores of the graph with a new layer are %s away from training, %s is allowed; its features are no numbers, or hardly vary"
            .formatted(base.id(), least, TOLERANCE));
  }

  /** The weights beside the graph with the new layer among them, if the old one is there once. */
  private Collection<Weight> weights(Learned learned) throws IOException {
    Path file = base.file(SafeTensors.FILE);
    Weight biases = layer.biases();
    if (!Files.isRegularFile(file) || biases == null) {
      return List.of();
    }
    Map<String, Weight> all = SafeTensors.read(file);
    return replaceOnly(all, layer.weights(), learned.weights())
            && replaceOnly(all, biases, learned.biases())
        ? all.values()
        : List.of();
  }

  private static boolean replaceOnly(Map<String, Weight> all, Weight old, Weight by) {
    List<Weight> same = all.values().stream().filter(old::hasContentOf).toList();
    same.forEach(one -> all.put(one.name(), one.with(by.values())));
    return same.size() == 1;
  }
}

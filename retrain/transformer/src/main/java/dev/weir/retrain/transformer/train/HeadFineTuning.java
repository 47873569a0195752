package dev.weir.retrain.transformer.train;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.data.FineTuneData;
import dev.weir.retrain.transformer.data.PackageFeatures;
import dev.weir.retrain.transformer.graph.OnnxFile;
import dev.weir.retrain.transformer.weights.SafeTensors;
import dev.weir.retrain.transformer.weights.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Learns the last linear layers of any classifier anew and writes the next version of its package.
 * A layer's input is computed by ONNX Runtime from the graph that is served, so that nothing but
 * the graph is needed, whatever its other weights are stored as; a regression on it has one
 * minimum, which chance does not move. Of several tasks each learns from the rows that have a label
 * of it, and those without rows stay as they are. Stateless.
 */
public final class HeadFineTuning {
  private static final String METHOD = "head-fine-tuning";

  private HeadFineTuning() {}

  /**
   * Fine-tunes heads.
   *
   * @param task of the package; empty for all that the data has labels of
   * @throws dev.weir.retrain.transformer.error.FineTuneException if the model cannot learn, or the
   *     data is not for it
   * @throws dev.weir.retrain.dataset.DatasetException if the data cannot train
   * @throws IOException if a file cannot be read or written; there is no new package then
   */
  public static FineTuned run(
      ModelPackage base, String task, Snapshot snapshot, Target target, FineTuneListener listener)
      throws IOException {
    long start = System.nanoTime();
    List<HeadSpec> heads = NewPackage.heads(base, task, snapshot.dataset());
    List<FineTuneData> data = new ArrayList<>();
    try (PackageFeatures features = PackageFeatures.open(base, 0)) {
      for (HeadSpec head : heads) {
        data.add(FineTuneData.of(snapshot, base, head.task(), features));
      }
    }
    ModelProto graph = OnnxFile.read(base.file(NewPackage.variant(base).file()));
    List<LearnedTask> learned = new ArrayList<>();
    Collection<Weight> weights = List.of();
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    float parity = 0;
    int[] steps = {0};
    for (int i = 0; i < heads.size(); i++) {
      HeadSpec head = heads.get(i);
      listener.stage("training the head " + head.task().name());
      int all = heads.size() * HeadTask.CANDIDATES;
      HeadTask.Outcome outcome =
          new HeadTask(base, head, data.get(i), graph, () -> listener.step(++steps[0], all)).run();
      graph = outcome.graph();
      parity = Math.max(parity, outcome.parity());
      learned.add(outcome.task());
      settings
          .putObject(head.task().name())
          .put("penalty", outcome.learned().penalty())
          .put("from_base", outcome.learned().fromBase());
      weights = heads.size() == 1 ? weights(base, outcome) : List.of();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    listener.stage("writing the package");
    ModelPackage written =
        new NewPackage(base, snapshot.dataset(), learned, METHOD)
            .write(graph, weights, settings, target);
    return new FineTuned(written, learned, parity, 0, seconds);
  }

  /** The weights beside the graph with the new layer among them, if the old one is there once. */
  private static Collection<Weight> weights(ModelPackage base, HeadTask.Outcome outcome)
      throws IOException {
    Path file = base.file(SafeTensors.FILE);
    Weight biases = outcome.layer().biases();
    if (!Files.isRegularFile(file) || biases == null) {
      return List.of();
    }
    Map<String, Weight> all = SafeTensors.read(file);
    return replaceOnly(all, outcome.layer().weights(), outcome.learned().weights())
            && replaceOnly(all, biases, outcome.learned().biases())
        ? all.values()
        : List.of();
  }

  private static boolean replaceOnly(Map<String, Weight> all, Weight old, Weight by) {
    List<Weight> same = all.values().stream().filter(old::hasContentOf).toList();
    same.forEach(one -> all.put(one.name(), one.with(by.values())));
    return same.size() == 1;
  }
}

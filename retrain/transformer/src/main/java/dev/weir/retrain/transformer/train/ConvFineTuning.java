package dev.weir.retrain.transformer.train;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.TaskKind;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.conv.ConvNet;
import dev.weir.retrain.transformer.data.FineTuneData;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.PackageFeatures;
import dev.weir.retrain.transformer.data.RowBatches;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.graph.OnnxFile;
import dev.weir.retrain.transformer.graph.ParityProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Fine-tunes the whole network of a package of Weir's text trainer, from its graph alone: in the
 * form in which it is served, where the convolution is folded into tables of eight-bit rows. Tasks
 * that the data has no labels of are held to what the base said of the same texts. A run that was
 * cut off goes on when it is started again. Confined to one thread.
 */
public final class ConvFineTuning {
  /** At its highest, unless another is asked for. */
  public static final float LEARNING_RATE = 1e-3f;

  private static final String METHOD = "full-fine-tuning";
  private static final String TYPE = "weir-bag-conv";

  /** Largest difference of a logit between the graph and the network made of it. */
  private static final float LARGEST_DIFFERENCE = 1e-3f;

  /** Share of validation rows whose label rounding to eight bits may turn; one row always may. */
  private static final double MOST_FLIPS = 0.005;

  private final ModelPackage base;
  private final List<HeadSpec> heads;
  private final FineTuneOptions options;
  private final FineTuneListener listener;
  private final ModelProto graph;

  private ConvFineTuning(ModelPackage base, FineTuneOptions options, FineTuneListener listener)
      throws IOException {
    this.base = base;
    this.options = options;
    this.listener = listener;
    heads = base.manifest().heads();
    graph = OnnxFile.read(base.file(NewPackage.variant(base).file()));
  }

  /** Whether a package is one of these. */
  public static boolean takes(ModelPackage base) throws IOException {
    Path config = base.file("config.json");
    if (!Files.isRegularFile(config)) {
      return false;
    }
    JsonNode type = new ObjectMapper().readTree(config.toFile()).path("model_type");
    return type.asText().equals(TYPE)
        && base.manifest().heads().stream()
            .allMatch(head -> head.task().kind() == TaskKind.SOFTMAX);
  }

  /**
   * Fine-tunes all tasks that the data has labels of.
   *
   * @throws FineTuneException if the model cannot learn, or the data is not for it
   * @throws dev.weir.retrain.dataset.DatasetException if the data cannot train
   * @throws IOException if a file cannot be read or written; there is no new package then
   */
  public static FineTuned run(
      ModelPackage base,
      Snapshot snapshot,
      FineTuneOptions options,
      Target target,
      FineTuneListener listener)
      throws IOException {
    return new ConvFineTuning(base, options, listener).run(snapshot, target);
  }

  private FineTuned run(Snapshot snapshot, Target target) throws IOException {
    long start = System.nanoTime();
    List<HeadSpec> taught = NewPackage.heads(base, "", snapshot.dataset());
    List<FineTuneData> data = new ArrayList<>();
    List<LabelledRow> rows;
    try (PackageFeatures features = PackageFeatures.open(base, options.maxTokens())) {
      for (HeadSpec head : taught) {
        data.add(FineTuneData.of(snapshot, base, head.task(), features));
      }
      listener.stage("asking the base");
      rows = rows(snapshot, taught, features);
    }
    List<LabelledRow> all = new ArrayList<>(rows);
    data.forEach(one -> all.addAll(one.valid()));
    RowBatches batches = new RowBatches(base.manifest().inputs());
    List<String> tasks = heads.stream().map(HeadSpec::output).toList();
    try (ConvNet net = new ConvNet(graph, tasks, all, base.id());
        ConvTrainer trainer =
            new ConvTrainer(net, heads, batches, options, EpochLoop.steps(rows, options))) {
      List<float[][]> untrained = new ArrayList<>();
      for (int i = 0; i < taught.size(); i++) {
        untrained.add(requireSame(trainer, taught.get(i), data.get(i).valid()));
      }
      String key = base.identity().digest() + " " + snapshot.hash();
      int epoch =
          new EpochLoop(trainer, rows, options, key, EpochLoop.work(target), listener)
              .run(() -> valid(trainer, taught, data));
      double seconds = (System.nanoTime() - start) / 1e9;
      listener.stage("writing the package");
      ModelProto learned = net.graph();
      List<LearnedTask> results = new ArrayList<>();
      float parity = 0;
      double turned = 0;
      for (int i = 0; i < taught.size(); i++) {
        HeadSpec head = taught.get(i);
        List<LabelledRow> valid = data.get(i).valid();
        float[][] trained = trainer.logits(valid, heads.indexOf(head));
        float[][] served = new ServedParity(base, head).run(learned, valid, head.output());
        turned = Math.max(turned, requireFewFlips(trained, served));
        double temperature = TemperatureFit.of(TaskKind.SOFTMAX, valid, served);
        ServedParity compare = new ServedParity(base, head);
        parity = Math.max(parity, compare.measure(learned, valid, trained, temperature));
        results.add(
            new LearnedTask(
                head,
                data.get(i),
                Fit.of(TaskKind.SOFTMAX, valid, untrained.get(i), head.calibration().scale()),
                Fit.of(TaskKind.SOFTMAX, valid, served, 1 / temperature),
                temperature));
      }
      ModelPackage written =
          new NewPackage(base, snapshot.dataset(), results, METHOD)
              .write(learned, List.of(), options.toJson(epoch), target);
      EpochLoop.forget(target);
      return new FineTuned(written, results, parity, turned, seconds);
    }
  }

  /**
   * The training rows, each with a target for every task: of those that learn its label, of the
   * others the probabilities that the base gives.
   */
  private List<LabelledRow> rows(
      Snapshot snapshot, List<HeadSpec> taught, PackageFeatures features) {
    List<TaskLabels> labels =
        heads.stream()
            .map(head -> new TaskLabels(head.task().name(), head.task().labels()))
            .toList();
    return JointRows.of(
        snapshot.dataset(),
        labels,
        taught.stream().map(heads::indexOf).toList(),
        features,
        (task, rows) -> {
          HeadSpec head = heads.get(task);
          ServedParity base = new ServedParity(this.base, head);
          return ServedParity.scores(
              head.task().kind(), base.run(graph, rows, head.output()), head.calibration());
        });
  }

  /** The network's logits before it learned, which must be the graph's. */
  private float[][] requireSame(ConvTrainer trainer, HeadSpec head, List<LabelledRow> rows) {
    float[][] own = trainer.logits(rows, heads.indexOf(head));
    float[][] served = new ServedParity(base, head).run(graph, rows, head.output());
    float difference = ParityProof.farthest(own, served);
    if (!(difference <= LARGEST_DIFFERENCE)) {
      throw new FineTuneException(
          Problem.NO_PARITY,
          "%s: logits of task %s differ by %s from the graph's, %s is rounding; it is no graph of this version's trainer: train the heads only"
              .formatted(base.id(), head.task().name(), difference, LARGEST_DIFFERENCE));
    }
    return own;
  }

  private Fit valid(ConvTrainer trainer, List<HeadSpec> taught, List<FineTuneData> data) {
    List<Fit> fits = new ArrayList<>();
    for (int i = 0; i < taught.size(); i++) {
      HeadSpec head = taught.get(i);
      List<LabelledRow> valid = data.get(i).valid();
      float[][] logits = trainer.logits(valid, heads.indexOf(head));
      fits.add(Fit.of(TaskKind.SOFTMAX, valid, logits, head.calibration().scale()));
    }
    return Fit.mean(fits);
  }

  /** The share of labels that rounding turns. */
  private double requireFewFlips(float[][] trained, float[][] served) {
    int flips = 0;
    for (int row = 0; row < trained.length; row++) {
      flips += Fit.best(trained[row]) == Fit.best(served[row]) ? 0 : 1;
    }
    if (flips > Math.max(1, MOST_FLIPS * trained.length)) {
      throw new FineTuneException(
          Problem.NO_PARITY,
          "%s: rounding the tables to eight bits turns %d of %d labels; lower the learning rate, or train the heads only"
              .formatted(base.id(), flips, trained.length));
    }
    return (double) flips / Math.max(1, trained.length);
  }
}

package dev.weir.retrain.transformer.train;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.weir.engine.TaskKind;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.data.FineTuneData;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.PackageFeatures;
import dev.weir.retrain.transformer.data.RowBatches;
import dev.weir.retrain.transformer.encoder.Encoder;
import dev.weir.retrain.transformer.encoder.EncoderConfig;
import dev.weir.retrain.transformer.encoder.EncoderConfig.Classifier;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.graph.OnnxFile;
import dev.weir.retrain.transformer.graph.ParityProof;
import dev.weir.retrain.transformer.graph.WeightMatch;
import dev.weir.retrain.transformer.weights.SafeTensors;
import dev.weir.retrain.transformer.weights.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fine-tunes all weights of an imported classifier whose {@code model.safetensors} lies beside its
 * graph, and writes the next version of its package: the exported graph with other weights. Before
 * it learns, it proves that graph and weights are the same model. A run that was cut off goes on
 * when it is started again. Confined to one thread.
 */
public final class FullFineTuning {
  private static final String METHOD = "full-fine-tuning";

  private final ModelPackage base;
  private final List<HeadSpec> heads;
  private final FineTuneOptions options;
  private final FineTuneListener listener;
  private final EncoderConfig config;
  private final Map<String, Weight> weights;
  private final WeightMatch match;

  private FullFineTuning(ModelPackage base, FineTuneOptions options, FineTuneListener listener)
      throws IOException {
    this.base = base;
    this.options = options;
    this.listener = listener;
    Path file = base.file(SafeTensors.FILE);
    if (!Files.isRegularFile(file)) {
      throw new FineTuneException(
          Problem.MISSING_FILE,
          "%s has no %s, without which only its head can be trained; export the weights beside the graph, or train the head only"
              .formatted(base.id(), SafeTensors.FILE));
    }
    heads = base.manifest().heads();
    config = EncoderConfig.read(base.dir());
    requireSameHeads();
    try (Encoder encoder = Encoder.of(config, SafeTensors.read(file))) {
      weights = encoder.weights();
    }
    match = WeightMatch.of(OnnxFile.read(NewPackage.fp32(base)), weights);
  }

  /** The configuration's last layers must be the package's tasks, in their order. */
  private void requireSameHeads() {
    List<Classifier> classifiers = config.classifiers();
    boolean same = classifiers.size() == heads.size();
    for (int i = 0; same && i < heads.size(); i++) {
      HeadSpec head = heads.get(i);
      same = classifiers.get(i).labels() == head.task().labels().size();
      same &= heads.size() == 1 || classifiers.get(i).output().equals(head.output());
    }
    if (!same) {
      throw new FineTuneException(
          Problem.UNSUPPORTED_MODEL,
          "%s: config.json names the labels %s, the package has the tasks %s; train the heads only"
              .formatted(base.id(), classifiers, heads.stream().map(HeadSpec::task).toList()));
    }
    boolean learned = base.manifest().provenance().path("trained").asBoolean(true);
    if (heads.size() > 1 && learned) {
      throw new FineTuneException(
          Problem.UNSUPPORTED_MODEL,
          base.id() + " has several tasks; of such a transformer train the heads only");
    }
  }

  /**
   * Fine-tunes a package's only task, or all tasks of one that has never learned: a row trains
   * those that it has labels of.
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
    return new FullFineTuning(base, options, listener).run(snapshot, target);
  }

  private FineTuned run(Snapshot snapshot, Target target) throws IOException {
    long start = System.nanoTime();
    listener.stage("comparing graph and weights");
    List<String> outputs = heads.stream().map(HeadSpec::output).toList();
    new ParityProof(config, match, base.manifest().inputs(), outputs, base.id(), options.seed())
        .check(weights, options.seed());
    List<HeadSpec> taught = NewPackage.heads(base, "", snapshot.dataset());
    List<FineTuneData> data = new ArrayList<>();
    List<LabelledRow> rows;
    try (PackageFeatures features = PackageFeatures.open(base, options.maxTokens())) {
      for (HeadSpec head : taught) {
        data.add(FineTuneData.of(snapshot, base, head.task(), features));
      }
      rows = heads.size() == 1 ? data.get(0).train() : jointRows(snapshot, taught, features);
    }
    try (Encoder encoder = Encoder.of(config, weights)) {
      Learned learned = learn(encoder, rows, taught, data, target, snapshot.hash());
      double seconds = (System.nanoTime() - start) / 1e9;
      listener.stage("writing the package");
      ModelProto graph = match.patch(learned.weights());
      List<LearnedTask> tasks = new ArrayList<>();
      float parity = 0;
      for (int i = 0; i < taught.size(); i++) {
        HeadSpec head = taught.get(i);
        TaskKind kind = head.task().kind();
        List<LabelledRow> valid = data.get(i).valid();
        float[][] logits = learned.logits().get(i);
        double temperature = TemperatureFit.of(kind, valid, logits);
        parity = Math.max(parity, parity(graph, head, valid, logits, temperature));
        Fit after = Fit.of(kind, valid, logits, 1 / temperature);
        tasks.add(new LearnedTask(head, data.get(i), learned.before().get(i), after, temperature));
      }
      ModelPackage written =
          new NewPackage(base, snapshot.dataset(), tasks, METHOD)
              .write(graph, learned.weights().values(), options.toJson(learned.epoch()), target);
      EpochLoop.forget(target);
      return new FineTuned(written, tasks, parity, 0, seconds);
    }
  }

  private List<LabelledRow> jointRows(
      Snapshot snapshot, List<HeadSpec> taught, PackageFeatures features) {
    return JointRows.of(
        snapshot.dataset(),
        heads.stream()
            .map(head -> new TaskLabels(head.task().name(), head.task().labels()))
            .toList(),
        taught.stream().map(heads::indexOf).toList(),
        features,
        (task, unlabelled) -> new float[unlabelled.size()][heads.get(task).task().labels().size()]);
  }

  /** The weights of the best epoch, and by taught task their logits of the validation rows. */
  private record Learned(
      Map<String, Weight> weights, List<float[][]> logits, List<Fit> before, int epoch) {}

  private Learned learn(
      Encoder encoder,
      List<LabelledRow> rows,
      List<HeadSpec> taught,
      List<FineTuneData> data,
      Target target,
      String snapshot)
      throws IOException {
    try (EncoderTrainer trainer =
        new EncoderTrainer(
            encoder,
            new RowBatches(base.manifest().inputs()),
            taught.get(0).task().kind(),
            options,
            EpochLoop.steps(rows, options))) {
      List<Fit> before = new ArrayList<>();
      for (int i = 0; i < taught.size(); i++) {
        before.add(fit(trainer, taught.get(i), data.get(i), taught.get(i).calibration().scale()));
      }
      String key = base.identity().digest() + " " + snapshot;
      int epoch =
          new EpochLoop(trainer, rows, options, key, EpochLoop.work(target), listener)
              .run(() -> valid(trainer, taught, data));
      List<float[][]> logits = new ArrayList<>();
      for (int i = 0; i < taught.size(); i++) {
        logits.add(trainer.logits(data.get(i).valid(), heads.indexOf(taught.get(i))));
      }
      return new Learned(encoder.weights(), logits, before, epoch);
    }
  }

  private Fit valid(EncoderTrainer trainer, List<HeadSpec> taught, List<FineTuneData> data) {
    List<Fit> fits = new ArrayList<>();
    for (int i = 0; i < taught.size(); i++) {
      fits.add(fit(trainer, taught.get(i), data.get(i), 1));
    }
    return Fit.mean(fits);
  }

  private Fit fit(EncoderTrainer trainer, HeadSpec head, FineTuneData data, double scale) {
    float[][] logits = trainer.logits(data.valid(), heads.indexOf(head));
    return Fit.of(head.task().kind(), data.valid(), logits, scale);
  }

  /** Compares the graph that is to be served with what training said of the validation rows. */
  private float parity(
      ModelProto graph,
      HeadSpec head,
      List<LabelledRow> rows,
      float[][] logits,
      double temperature) {
    float parity = new ServedParity(base, head).measure(graph, rows, logits, temperature);
    if (parity > ServedParity.TOLERANCE) {
      throw new FineTuneException(
          Problem.NO_PARITY,
          "%s: scores of task %s of the graph with the trained weights are %s away from training, %s is allowed; train the heads only"
              .formatted(base.id(), head.task().name(), parity, ServedParity.TOLERANCE));
    }
    return parity;
  }
}

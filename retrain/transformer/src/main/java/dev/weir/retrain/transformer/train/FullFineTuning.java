package dev.weir.retrain.transformer.train;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.weir.engine.TaskKind;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.data.FineTuneData;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.PackageFeatures;
import dev.weir.retrain.transformer.data.RowBatches;
import dev.weir.retrain.transformer.encoder.Encoder;
import dev.weir.retrain.transformer.encoder.EncoderConfig;
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
  private final HeadSpec head;
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
    if (base.manifest().heads().size() != 1) {
      throw new FineTuneException(
          Problem.UNSUPPORTED_MODEL,
          "%s has several tasks; of such a transformer train the heads only".formatted(base.id()));
    }
    head = base.manifest().heads().get(0);
    config = EncoderConfig.read(base.dir());
    if (config.labels() != head.task().labels().size()) {
      throw new FineTuneException(
          Problem.UNSUPPORTED_MODEL,
          "%s: config.json names %d labels, the task %s has %s"
              .formatted(base.id(), config.labels(), head.task().name(), head.task().labels()));
    }
    try (Encoder encoder = Encoder.of(config, SafeTensors.read(file))) {
      weights = encoder.weights();
    }
    match = WeightMatch.of(OnnxFile.read(NewPackage.fp32(base)), weights);
  }

  /**
   * Fine-tunes a package's only task.
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
    new ParityProof(
            config, match, base.manifest().inputs(), head.output(), base.id(), options.seed())
        .check(weights, options.seed());
    FineTuneData data;
    try (PackageFeatures features = PackageFeatures.open(base, options.maxTokens())) {
      data = FineTuneData.of(snapshot, base, head.task(), features);
    }
    try (Encoder encoder = Encoder.of(config, weights)) {
      Learned learned = learn(encoder, data, EpochLoop.work(target));
      double seconds = (System.nanoTime() - start) / 1e9;
      listener.stage("writing the package");
      ModelProto graph = match.patch(learned.weights());
      double temperature = TemperatureFit.of(head.task().kind(), data.valid(), learned.logits());
      float parity = parity(graph, data.valid(), learned.logits(), temperature);
      Fit after = Fit.of(head.task().kind(), data.valid(), learned.logits(), 1 / temperature);
      LearnedTask task = new LearnedTask(head, data, learned.before(), after, temperature);
      ModelPackage written =
          new NewPackage(base, List.of(task), METHOD)
              .write(graph, learned.weights().values(), options.toJson(learned.epoch()), target);
      EpochLoop.forget(target);
      return new FineTuned(written, List.of(task), parity, seconds);
    }
  }

  /** The weights of the best epoch and their logits of the validation rows. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Learned(Map<String, Weight> weights, float[][] logits, Fit before, int epoch) {}

  private Learned learn(Encoder encoder, FineTuneData data, Path work) throws IOException {
    TaskKind kind = head.task().kind();
    try (EncoderTrainer trainer =
        new EncoderTrainer(
            encoder,
            new RowBatches(base.manifest().inputs()),
            kind,
            options,
            EpochLoop.steps(data.train(), options))) {
      Fit before =
          Fit.of(kind, data.valid(), trainer.logits(data.valid()), head.calibration().scale());
      String key = base.identity().digest() + " " + data.snapshot();
      int epoch =
          new EpochLoop(trainer, data.train(), options, key, work, listener)
              .run(() -> Fit.of(kind, data.valid(), trainer.logits(data.valid()), 1));
      return new Learned(encoder.weights(), trainer.logits(data.valid()), before, epoch);
    }
  }

  /** Compares the graph that is to be served with what training said of the validation rows. */
  private float parity(
      ModelProto graph, List<LabelledRow> rows, float[][] logits, double temperature) {
    float parity = new ServedParity(base, head).measure(graph, rows, logits, temperature);
    if (parity > ServedParity.TOLERANCE) {
      throw new FineTuneException(
          Problem.NO_PARITY,
          "%s: scores of the graph with the trained weights are %s away from training, %s is allowed; train the head only"
              .formatted(base.id(), parity, ServedParity.TOLERANCE));
    }
    return parity;
  }
}

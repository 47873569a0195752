package dev.weir.retrain.transformer.train;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.pack.GoldenExample;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.InputSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageDraft;
import dev.weir.engine.pack.PackageManifest;
import dev.weir.engine.pack.PackageWriter;
import dev.weir.engine.pack.Variant;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.evaluate.text.TextReference;
import dev.weir.retrain.transformer.data.FineTuneData;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.weights.SafeTensors;
import dev.weir.retrain.transformer.weights.Weight;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The next version of a package: the same inputs, tokenizer and labels, another graph. Confined to
 * one thread.
 */
final class NewPackage {
  private static final String MODEL = "model.onnx";
  private static final String CARD = "MODEL_CARD.md";

  private static final List<String> GOLDEN =
      List.of(
          "The tram was late again, but the driver waited for us.",
          "Reply now and your free phone is on its way to you",
          "这家店的面条很好吃，下次还来。");

  private final ModelPackage base;
  private final Dataset dataset;
  private final List<LearnedTask> learned;
  private final FineTuneData data;
  private final String method;

  /**
   * A version whose tasks learned.
   *
   * @param dataset that they learned from
   * @param learned at least one
   */
  NewPackage(ModelPackage base, Dataset dataset, List<LearnedTask> learned, String method) {
    this.base = base;
    this.dataset = dataset;
    this.learned = List.copyOf(learned);
    this.data = learned.get(0).data();
    this.method = method;
  }

  /**
   * The heads that a data set can teach.
   *
   * @param task the one that is asked for; empty for all that the data has labels of, or the only
   *     one
   */
  static List<HeadSpec> heads(ModelPackage base, String task, Dataset dataset) {
    if (base.manifest().sequences().isEmpty()) {
      throw new FineTuneException(
          Problem.UNSUPPORTED_MODEL, base.id() + " scores no texts; give a text classifier");
    }
    List<HeadSpec> heads = base.manifest().heads();
    List<HeadSpec> chosen =
        heads.stream()
            .filter(
                head ->
                    task.isEmpty()
                        ? heads.size() == 1 || dataset.task(head.task().name()).isPresent()
                        : head.task().name().equals(task))
            .toList();
    if (chosen.isEmpty()) {
      throw new FineTuneException(
          Problem.UNSUITABLE_DATA,
          "%s has the tasks %s, %s %s; give labels of one of them"
              .formatted(
                  base.id(),
                  heads.stream().map(one -> one.task().name()).toList(),
                  task.isEmpty() ? dataset.name() + " has labels of" : "not",
                  task.isEmpty() ? dataset.tasks() : task));
    }
    return chosen;
  }

  /** The fp32 graph that was exported, not one made faster since; or else the first. */
  static Variant variant(ModelPackage base) {
    List<Variant> variants = base.manifest().variants();
    return variants.stream()
        .filter(variant -> variant.precision() == Variant.Precision.FP32)
        .min(Comparator.comparing(variant -> !variant.file().equals(MODEL)))
        .orElse(variants.get(0));
  }

  /** The file of the first graph in fp32. */
  static Path fp32(ModelPackage base) {
    Variant variant = variant(base);
    if (variant.precision() != Variant.Precision.FP32) {
      throw new FineTuneException(
          Problem.UNSUPPORTED_MODEL,
          base.id() + " has no fp32 graph, and no other can learn; import one");
    }
    return base.file(variant.file());
  }

  /**
   * Writes it.
   *
   * @param graph with the new weights
   * @param weights all of them by their names, or none where they are not known
   */
  ModelPackage write(
      ModelProto graph, Collection<Weight> weights, ObjectNode settings, Target target)
      throws IOException {
    Path parent = target.folder().toAbsolutePath().getParent();
    Files.createDirectories(parent);
    Path work = Files.createTempDirectory(parent, ".finetune");
    try {
      Path files = Files.createDirectory(work.resolve("files"));
      copyFromBase(files);
      try (OutputStream out = Files.newOutputStream(files.resolve(MODEL))) {
        graph.writeTo(out);
      }
      if (!weights.isEmpty()) {
        SafeTensors.write(files.resolve(SafeTensors.FILE), weights);
      }
      Files.writeString(files.resolve(CARD), card(target));
      ModelPackage draft =
          PackageWriter.write(draft(target, settings), files, work.resolve("draft"));
      return TextReference.add(draft, dataset, target.folder());
    } finally {
      delete(work);
    }
  }

  private void copyFromBase(Path files) throws IOException {
    for (String name : base.manifest().files().keySet()) {
      boolean own =
          name.equals(CARD)
              || name.endsWith(".safetensors")
              || name.endsWith(".onnx")
              || name.endsWith(".onnx_data")
              || name.endsWith(".data");
      if (!own) {
        Path copy = files.resolve(name);
        Files.createDirectories(copy.toAbsolutePath().getParent());
        Files.copy(base.file(name), copy);
      }
    }
  }

  private PackageDraft draft(Target target, ObjectNode settings) {
    PackageManifest manifest = base.manifest();
    PackageDraft draft =
        PackageDraft.text(target.name(), target.version())
            .licence(licence())
            .tokens(manifest.maxTokens(), manifest.vocabularySize())
            .variant(variant(base).precision(), MODEL, Variant.DEFAULT_TOLERANCE)
            .provenance(provenance(settings))
            .metrics(metrics());
    if (manifest.normalized()) {
      draft.normalized();
    }
    for (InputSpec input : manifest.inputs()) {
      draft.input(input.name(), input.feature(), input.pad());
    }
    for (HeadSpec one : manifest.heads()) {
      draft.task(one.task(), one.output(), calibration(one));
    }
    golden().forEach(draft::golden);
    return draft;
  }

  private Calibration calibration(HeadSpec head) {
    return learned.stream()
        .filter(task -> task.head().equals(head))
        .findFirst()
        .map(task -> Calibration.temperature(task.temperature()))
        .orElse(head.calibration());
  }

  /** The base's, unless the data's licence says nothing or does not let weights be given away. */
  private String licence() {
    return data.weightsMayShip() ? base.manifest().licence() : "unknown";
  }

  private List<String> golden() {
    List<String> texts =
        base.manifest().golden().stream()
            .filter(GoldenExample.Text.class::isInstance)
            .map(example -> ((GoldenExample.Text) example).text())
            .toList();
    return texts.isEmpty() ? GOLDEN : texts;
  }

  private ObjectNode provenance(ObjectNode settings) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("trained", true);
    node.put("method", method);
    node.put(
        "code_version",
        Objects.requireNonNullElse(
            NewPackage.class.getPackage().getImplementationVersion(), "unpackaged"));
    node.putObject("base")
        .put("name", base.identity().name())
        .put("version", base.identity().version())
        .put("digest", base.identity().digest());
    ObjectNode from =
        node.putObject("dataset").put("name", data.name()).put("snapshot", data.snapshot());
    ObjectNode rows = from.putObject("tasks");
    for (LearnedTask task : learned) {
      rows.putObject(task.name())
          .put("train_rows", task.data().train().size())
          .put("valid_rows", task.data().valid().size())
          .put("refused_rows", task.data().refused());
    }
    node.set("hyper_parameters", settings);
    return node;
  }

  private ObjectNode metrics() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode valid = node.putObject(data.name()).putObject("valid");
    for (LearnedTask task : learned) {
      valid
          .putObject(task.name())
          .put("n", task.after().rows())
          .put("accuracy", task.after().accuracy())
          .put("log_loss", task.after().loss())
          .put("base_accuracy", task.before().accuracy())
          .put("base_log_loss", task.before().loss());
    }
    return node;
  }

  private String card(Target target) {
    StringBuilder rows = new StringBuilder();
    for (LearnedTask task : learned) {
      rows.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %d | %.4f | %.4f | %.4f | %.4f | %.3f |%n",
              task.name(),
              task.data().train().size(),
              task.data().valid().size(),
              task.before().accuracy(),
              task.before().loss(),
              task.after().accuracy(),
              task.after().loss(),
              task.temperature()));
    }
    return String.format(
        Locale.ROOT,
        """
        # %s %s

        Made from %s by %s on `%s` (snapshot %s).
        Inputs, tokenizer and labels are those of the base. Licence of the weights: %s.

        | task | training rows | validation rows | base: accuracy | log loss | this version: accuracy | log loss | temperature |
        |---|---|---|---|---|---|---|---|
        %s
        The validation rows chose the epoch or the strength of the penalty, and the temperature: on other
        texts expect less. Nothing is known about this version beyond them; what the base's card says of its
        weaknesses and biases holds here too.
        """,
        target.name(),
        target.version(),
        base.id(),
        method,
        data.name(),
        data.snapshot(),
        licence(),
        rows);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

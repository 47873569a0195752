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
  private final HeadSpec head;
  private final FineTuneData data;
  private final String method;

  /** A version that learned one head's task. */
  NewPackage(ModelPackage base, HeadSpec head, FineTuneData data, String method) {
    this.base = base;
    this.head = head;
    this.data = data;
    this.method = method;
  }

  /**
   * The head of a task, or the only one.
   *
   * @param task empty for the only one
   */
  static HeadSpec head(ModelPackage base, String task) {
    if (base.manifest().sequences().isEmpty()) {
      throw new FineTuneException(
          Problem.UNSUPPORTED_MODEL, base.id() + " scores no texts; give a text classifier");
    }
    List<HeadSpec> heads = base.manifest().heads();
    return heads.stream()
        .filter(head -> task.isEmpty() ? heads.size() == 1 : head.task().name().equals(task))
        .findFirst()
        .orElseThrow(
            () ->
                new FineTuneException(
                    Problem.UNSUITABLE_DATA,
                    "%s has the tasks %s; name the one that is to learn"
                        .formatted(
                            base.id(), heads.stream().map(one -> one.task().name()).toList())));
  }

  /** The file of the first graph in fp32. */
  static Path graph(ModelPackage base) {
    return base.manifest().variants().stream()
        .filter(variant -> variant.precision() == Variant.Precision.FP32)
        .findFirst()
        .map(variant -> base.file(variant.file()))
        .orElseThrow(
            () ->
                new FineTuneException(
                    Problem.UNSUPPORTED_MODEL,
                    base.id() + " has no fp32 graph, and no other can learn; import one"));
  }

  /**
   * Writes it.
   *
   * @param graph with the new weights
   * @param weights all of them by their names, or none where they are not known
   */
  ModelPackage write(
      ModelProto graph,
      Collection<Weight> weights,
      ObjectNode settings,
      Measured measured,
      Target target)
      throws IOException {
    Path parent = target.folder().toAbsolutePath().getParent();
    Files.createDirectories(parent);
    Path files = Files.createTempDirectory(parent, ".finetune");
    try {
      copyFromBase(files);
      try (OutputStream out = Files.newOutputStream(files.resolve(MODEL))) {
        graph.writeTo(out);
      }
      if (!weights.isEmpty()) {
        SafeTensors.write(files.resolve(SafeTensors.FILE), weights);
      }
      Files.writeString(files.resolve(CARD), card(target, measured));
      return PackageWriter.write(draft(target, settings, measured), files, target.folder());
    } finally {
      delete(files);
    }
  }

  /**
   * What was measured on the validation rows.
   *
   * @param before the base package
   * @param after the new one
   */
  record Measured(Fit before, Fit after, double temperature) {}

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

  private PackageDraft draft(Target target, ObjectNode settings, Measured measured) {
    PackageManifest manifest = base.manifest();
    PackageDraft draft =
        PackageDraft.text(target.name(), target.version())
            .licence(licence())
            .tokens(manifest.maxTokens(), manifest.vocabularySize())
            .variant(Variant.Precision.FP32, MODEL, Variant.DEFAULT_TOLERANCE)
            .provenance(provenance(settings))
            .metrics(metrics(measured));
    if (manifest.normalized()) {
      draft.normalized();
    }
    for (InputSpec input : manifest.inputs()) {
      draft.input(input.name(), input.feature(), input.pad());
    }
    for (HeadSpec one : manifest.heads()) {
      boolean learned = one.equals(head);
      draft.task(
          one.task(),
          one.output(),
          learned ? Calibration.temperature(measured.temperature()) : one.calibration());
    }
    golden().forEach(draft::golden);
    return draft;
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
    node.putObject("base")
        .put("name", base.identity().name())
        .put("version", base.identity().version())
        .put("digest", base.identity().digest());
    node.putObject("dataset")
        .put("name", data.name())
        .put("snapshot", data.snapshot())
        .put("task", head.task().name())
        .put("train_rows", data.train().size())
        .put("valid_rows", data.valid().size())
        .put("refused_rows", data.refused());
    node.set("hyper_parameters", settings);
    return node;
  }

  private ObjectNode metrics(Measured measured) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode valid = node.putObject(data.name()).putObject("valid").putObject(head.task().name());
    valid.put("n", measured.after().rows());
    valid.put("accuracy", measured.after().accuracy());
    valid.put("log_loss", measured.after().loss());
    valid.put("base_accuracy", measured.before().accuracy());
    valid.put("base_log_loss", measured.before().loss());
    return node;
  }

  private String card(Target target, Measured measured) {
    return String.format(
        Locale.ROOT,
        """
        # %s %s

        Made from %s by %s on `%s` (snapshot %s): %d rows to learn from, %d to choose by.
        Inputs, tokenizer and labels are those of the base. Licence of the weights: %s.

        | task %s, validation rows | accuracy | log loss |
        |---|---|---|
        | base | %.4f | %.4f |
        | this version, temperature %.3f | %.4f | %.4f |

        These rows chose the epoch or the strength of the penalty, and the temperature: on other texts
        expect less. Nothing is known about this version beyond them; what the base's card says of its
        weaknesses and biases holds here too.
        """,
        target.name(),
        target.version(),
        base.id(),
        method,
        data.name(),
        data.snapshot(),
        data.train().size(),
        data.valid().size(),
        licence(),
        head.task().name(),
        measured.before().accuracy(),
        measured.before().loss(),
        measured.temperature(),
        measured.after().accuracy(),
        measured.after().loss());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

package dev.weir.retrain.fraud.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.pack.ColumnSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageDraft;
import dev.weir.engine.pack.PackageWriter;
import dev.weir.engine.pack.Variant;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.report.EvaluationJson;
import dev.weir.retrain.fraud.evaluate.FraudEvaluation;
import dev.weir.retrain.fraud.export.TreeGraph;
import dev.weir.retrain.fraud.train.Recipe;
import dev.weir.retrain.fraud.train.TrainedModel;
import dev.weir.scoring.fraud.FraudFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a trained model as a table package: {@code model.onnx} with the columns that it reads,
 * {@code weir.json}, and once it has been evaluated {@code MODEL_CARD.md}, {@code
 * learning-curve.svg} and its reference of drift. Stateless.
 */
public final class FraudPackage {
  private static final String MODEL = "model.onnx";
  private static final String DATASET = "dataset";
  private static final String LEARNED_UNTIL = "learned_until";
  private static final ObjectMapper JSON = new ObjectMapper();

  private FraudPackage() {}

  /**
   * What a package has besides a model and its notes.
   *
   * @param provenance fields to add
   * @param metrics free form
   * @param files by name
   */
  public record Extras(ObjectNode provenance, JsonNode metrics, Map<String, byte[]> files) {
    public Extras {
      files = Map.copyOf(files);
    }

    static Extras of(Map<String, byte[]> files) {
      return new Extras(JsonNodeFactory.instance.objectNode(), MissingNode.getInstance(), files);
    }
  }

  /** Before which time all payments are that a package learned from; null where it does not say. */
  public static @Nullable Instant learnedUntil(ModelPackage pack) {
    @Nullable String until = pack.manifest().provenanceText(DATASET, LEARNED_UNTIL);
    return until == null ? null : Instant.parse(until);
  }

  /**
   * Writes a package.
   *
   * @param evaluation on the test part, null before there is one
   * @param more files by name
   * @param files a folder of its own for the files; it is created
   * @param target the package
   */
  public static void write(
      TrainedModel trained,
      PackageNotes notes,
      @Nullable Evaluation evaluation,
      Map<String, byte[]> more,
      Path files,
      Path target)
      throws IOException {
    write(trained, trained.calibration(), notes, Extras.of(more), evaluation, files, target);
  }

  /** Writes a package that says more of itself. */
  public static void writeWith(
      TrainedModel trained, PackageNotes notes, Extras extras, Path files, Path target)
      throws IOException {
    write(trained, trained.calibration(), notes, extras, null, files, target);
  }

  /** Writes a package whose scores are those of the graph, to be compared with training's. */
  public static void writeRaw(TrainedModel trained, PackageNotes notes, Path files, Path target)
      throws IOException {
    write(trained, Calibration.none(), notes, Extras.of(Map.of()), null, files, target);
  }

  private static void write(
      TrainedModel trained,
      Calibration calibration,
      PackageNotes notes,
      Extras extras,
      @Nullable Evaluation evaluation,
      Path files,
      Path target)
      throws IOException {
    int[] columns = trained.columns();
    List<FraudFeature> features = Arrays.stream(columns).mapToObj(FraudFeature::ofIndex).toList();
    Files.createDirectories(files);
    Files.write(files.resolve(MODEL), trained.graph());
    for (Map.Entry<String, byte[]> file : extras.files().entrySet()) {
      Files.write(files.resolve(file.getKey()), file.getValue());
    }
    PackageDraft draft =
        PackageDraft.table(notes.name(), notes.version())
            .licence(notes.licence())
            .columns(
                TreeGraph.INPUT,
                features.stream()
                    .map(feature -> new ColumnSpec(feature.column(), GoldenRows.mayMiss(feature)))
                    .toList())
            .task(
                new TaskSpec(
                    FraudEvaluation.TASK.task(),
                    FraudEvaluation.TASK.labels(),
                    TaskKind.PROBABILITY),
                TreeGraph.OUTPUT,
                calibration)
            .variant(Variant.Precision.FP32, MODEL, Variant.DEFAULT_TOLERANCE)
            .provenance(provenance(trained, notes).setAll(extras.provenance()))
            .metrics(extras.metrics());
    GoldenRows.of(columns, notes.settings().features()).forEach(draft::golden);
    if (evaluation != null) {
      draft.metrics(metrics(evaluation));
      Files.writeString(
          files.resolve("MODEL_CARD.md"),
          ModelCard.text(trained, notes, evaluation, features),
          StandardCharsets.UTF_8);
      Files.writeString(
          files.resolve("learning-curve.svg"),
          LearningCurve.svg(trained.curve(), notes.settings().recipe()),
          StandardCharsets.UTF_8);
    }
    PackageWriter.write(draft, files, target);
  }

  /** The learning curve as a picture, for reports. */
  public static String learningCurve(TrainedModel trained, Recipe recipe) {
    return LearningCurve.svg(trained.curve(), recipe);
  }

  private static ObjectNode provenance(TrainedModel trained, PackageNotes notes) {
    ObjectNode origin = JsonNodeFactory.instance.objectNode();
    origin.put("trained", true);
    origin.put("data", notes.data());
    origin.put("data_sha256", notes.dataHash());
    ObjectNode dataset =
        origin.putObject(DATASET).put("name", notes.data()).put("snapshot", notes.dataHash());
    if (notes.learnedUntil() != null) {
      dataset.put(LEARNED_UNTIL, notes.learnedUntil());
    }
    origin.put("recipe", notes.recipe());
    origin.put("train_payments", notes.trainPayments());
    origin.put("train_frauds", notes.trainFrauds());
    origin.put("valid_payments", notes.validPayments());
    origin.put("valid_frauds", notes.validFrauds());
    origin
        .putObject("features")
        .put("label_delay_days", notes.settings().features().labelDelay().toDays())
        .put("zone", notes.settings().features().zone().getId());
    origin.put("method", notes.settings().recipe().id());
    origin.put("best", trained.length());
    origin.set("parameters", JSON.valueToTree(trained.parameters()));
    return origin;
  }

  private static JsonNode metrics(Evaluation evaluation) {
    ObjectNode all = EvaluationJson.of(evaluation);
    all.remove("model");
    all.remove("rows_per_s");
    return all;
  }
}

package dev.weir.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.onnx.GraphSignature;
import dev.weir.engine.onnx.GraphSignature.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Works out the manifest of a folder as Hugging Face exporters lay it out: the labels from {@code
 * id2label}, the task from the labels, the inputs from the graph, the longest text from the
 * position embeddings and the tokenizer's configuration.
 */
final class HuggingFaceFolder {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int NO_LIMIT = 1_000_000;
  private static final int DEFAULT_MAX_TOKENS = 512;
  private static final Set<String> PAIR_LABELS =
      Set.of(
          "entailment",
          "not_entailment",
          "contradiction",
          "duplicate",
          "not_duplicate",
          "equivalent",
          "not_equivalent",
          "paraphrase",
          "not_paraphrase");
  private static final Set<String> PAIR_TASKS =
      Set.of("mnli", "qnli", "qqp", "mrpc", "rte", "wnli", "stsb", "snli");
  private static final Set<String> PACKAGE_SUFFIXES =
      Set.of(".onnx", ".onnx_data", ".data", ".json", ".txt", ".md", ".safetensors");

  private final Path dir;
  private final String id;
  private final JsonNode config;

  private HuggingFaceFolder(Path dir) {
    this.dir = dir;
    this.id = String.valueOf(dir.getFileName());
    this.config = json(ModelPackage.CONFIG);
  }

  static PackageManifest describe(Path dir, GraphSignature graph) {
    HuggingFaceFolder folder = new HuggingFaceFolder(dir);
    try {
      return folder.describe(graph);
    } catch (IllegalArgumentException e) {
      throw folder.problem(Problem.INVALID_DESCRIPTION, "config.json: " + e.getMessage());
    }
  }

  private PackageManifest describe(GraphSignature graph) {
    List<String> labels = labels();
    refuseOtherModels(labels);
    TensorSpec logits = logits(graph, labels);
    TaskSpec task = new TaskSpec(TaskNames.of(labels), labels, kind(labels));
    return new PackageManifest(
        packageName(),
        "1",
        "unknown",
        false,
        maxTokens(),
        config.path("vocab_size").asInt(0),
        inputs(graph),
        null,
        List.of(new HeadSpec(task, logits.name(), Calibration.none())),
        variants(),
        digests(),
        List.of(),
        MissingNode.getInstance(),
        MissingNode.getInstance(),
        MissingNode.getInstance());
  }

  private String packageName() {
    String name = id.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
    return name.isEmpty() ? "model" : name;
  }

  private List<String> labels() {
    JsonNode id2label = config.path("id2label");
    if (!id2label.isObject() || id2label.isEmpty()) {
      throw problem(
          Problem.INVALID_DESCRIPTION,
          "config.json has no id2label, so nobody knows what its outputs mean; add it");
    }
    Map<Integer, String> byId = new TreeMap<>();
    id2label
        .properties()
        .forEach(
            entry -> {
              try {
                byId.put(Integer.valueOf(entry.getKey()), entry.getValue().asText());
              } catch (NumberFormatException e) {
                throw problem(
                    Problem.INVALID_DESCRIPTION,
                    "config.json: id2label has the key '"
                        + entry.getKey()
                        + "' where a number belongs; fix id2label");
              }
            });
    int expected = 0;
    for (int label : byId.keySet()) {
      if (label != expected++) {
        throw problem(
            Problem.INVALID_DESCRIPTION,
            "config.json: id2label has no label " + (expected - 1) + "; number them from 0");
      }
    }
    return byId.values().stream().map(label -> label.toLowerCase(Locale.ROOT)).toList();
  }

  private void refuseOtherModels(List<String> labels) {
    for (JsonNode architecture : config.path("architectures")) {
      String name = architecture.asText();
      if (!name.endsWith("ForSequenceClassification")) {
        throw problem(
            Problem.NOT_A_TEXT_CLASSIFIER,
            "config.json names the architecture "
                + name
                + " where a …ForSequenceClassification is expected; export a text classifier");
      }
    }
    String tuned = config.path("finetuning_task").asText("").toLowerCase(Locale.ROOT);
    if (PAIR_TASKS.contains(tuned) || labels.stream().anyMatch(PAIR_LABELS::contains)) {
      throw problem(
          Problem.NOT_A_TEXT_CLASSIFIER,
          "its labels "
              + labels
              + " compare two sentences, but a comment or a chat message is a single text; use a"
              + " classifier of single texts");
    }
  }

  private TensorSpec logits(GraphSignature graph, List<String> labels) {
    TensorSpec logits =
        graph.outputs().stream()
            .filter(output -> output.name().equals("logits"))
            .findFirst()
            .orElse(graph.outputs().get(0));
    SignatureCheck.labels(id, "config.json", logits, labels.size());
    return logits;
  }

  private TaskKind kind(List<String> labels) {
    String problemType = config.path("problem_type").asText("");
    if (problemType.equals("regression")) {
      throw problem(
          Problem.NOT_A_TEXT_CLASSIFIER,
          "config.json says problem_type regression; a classifier is expected");
    }
    return problemType.equals("multi_label_classification") || labels.size() == 1
        ? TaskKind.SIGMOID
        : TaskKind.SOFTMAX;
  }

  private int maxTokens() {
    int limit = NO_LIMIT;
    int positions = config.path("max_position_embeddings").asInt(0);
    if (positions > 0) {
      // RoBERTa counts positions from the padding id on
      boolean offset = config.path("model_type").asText("").contains("roberta");
      limit = offset ? positions - config.path("pad_token_id").asInt(1) - 1 : positions;
    }
    if (Files.exists(dir.resolve("tokenizer_config.json"))) {
      // "no limit" is written as 10^30, which no long holds
      double stated = json("tokenizer_config.json").path("model_max_length").asDouble(NO_LIMIT);
      limit = (int) Math.min(limit, Math.max(1, Math.min(stated, NO_LIMIT)));
    }
    return limit == NO_LIMIT ? DEFAULT_MAX_TOKENS : limit;
  }

  private List<InputSpec> inputs(GraphSignature graph) {
    List<InputSpec> inputs = new ArrayList<>();
    for (TensorSpec input : graph.inputs()) {
      switch (input.name()) {
        case "input_ids" ->
            inputs.add(
                new InputSpec(
                    input.name(), Feature.TOKEN_IDS, config.path("pad_token_id").asLong(0)));
        case "attention_mask" -> inputs.add(new InputSpec(input.name(), Feature.TOKEN_MASK, 0));
        case "token_type_ids" -> inputs.add(new InputSpec(input.name(), Feature.TOKEN_TYPES, 0));
        default ->
            throw problem(
                Problem.UNSUPPORTED_INPUT,
                "the graph takes an input '"
                    + input.name()
                    + "' of "
                    + input.describe()
                    + "; known are input_ids, attention_mask and token_type_ids: export the model"
                    + " with these");
      }
    }
    return inputs;
  }

  private List<Variant> variants() {
    List<Variant> variants = new ArrayList<>();
    variants.add(
        new Variant(Variant.Precision.FP32, ModelPackage.MODEL, Variant.DEFAULT_TOLERANCE));
    addVariant(variants, Variant.Precision.INT8, 0.02f);
    addVariant(variants, Variant.Precision.FP16, 0.005f);
    return variants;
  }

  private void addVariant(List<Variant> variants, Variant.Precision precision, float tolerance) {
    String file = "model." + precision.id() + ".onnx";
    if (Files.exists(dir.resolve(file))) {
      variants.add(new Variant(precision, file, tolerance));
    }
  }

  private Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.filter(this::belongs).toList()) {
        digests.put(String.valueOf(file.getFileName()), Digests.sha256(file));
      }
    } catch (IOException e) {
      throw new ModelPackageException(
          Problem.MISSING_FILE, "model package " + id + ": cannot be read (" + e + ")", e);
    }
    return digests;
  }

  private boolean belongs(Path file) {
    String name = String.valueOf(file.getFileName());
    return Files.isRegularFile(file)
        && !name.equals(PackageManifest.FILE)
        && PACKAGE_SUFFIXES.stream().anyMatch(name::endsWith);
  }

  private JsonNode json(String name) {
    try {
      return MAPPER.readTree(ModelPackage.bytes(dir, name));
    } catch (IOException e) {
      throw problem(Problem.INVALID_DESCRIPTION, name + " is not JSON; export the model again");
    }
  }

  private ModelPackageException problem(Problem problem, String message) {
    return new ModelPackageException(problem, "model package " + id + ": " + message);
  }
}

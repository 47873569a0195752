package dev.weir.retrain.transformer.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageDraft;
import dev.weir.engine.pack.PackageWriter;
import dev.weir.engine.pack.Variant;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.encoder.EncoderConfig;
import dev.weir.retrain.transformer.graph.PlainGraph;
import dev.weir.retrain.transformer.weights.SafeTensors;
import dev.weir.retrain.transformer.weights.Weight;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A small BERT from nothing with a head for each task: random weights in the layout of an imported
 * model, which then learn as any imported model does. Immutable.
 *
 * @param layers of the encoder
 * @param width of a token's vector
 * @param heads of each attention
 * @param inner width of the feed-forward network
 * @param longest tokens of a text, special tokens included
 */
public record TransformerRecipe(int layers, int width, int heads, int inner, int longest) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final float DEVIATION = 0.02f; // Devlin et al., 2019
  private static final List<String> GOLDEN =
      List.of(
          "The bus came on time and the driver said hello.",
          "Answer this message now and a free phone is yours",
          "这家店的汤很好喝，周末再来。");
  private static final TransformerRecipe DEFAULTS = new TransformerRecipe(2, 128, 2, 512, 128);

  /** Two layers of 128: 1 MB of weights beside the vocabulary's. */
  public static TransformerRecipe defaults() {
    return DEFAULTS;
  }

  /**
   * Writes a package with what an exporter would give: graph, weights, configuration, tokenizer.
   * The weights are random: normal with deviation 0.02, scales 1, biases 0. Texts are normalised
   * before they are tokenized. The same seed gives the same package.
   *
   * @param tokenizer tree of a {@code tokenizer.json}
   * @param tasks one or more, a head each
   * @param folder of the package and the files that it is made of
   */
  public ModelPackage write(JsonNode tokenizer, List<TaskLabels> tasks, long seed, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("tokenizer.json"), MAPPER.writeValueAsString(tokenizer));
    Files.writeString(
        folder.resolve("config.json"),
        MAPPER.writeValueAsString(configuration(vocabulary(tokenizer), padding(tokenizer), tasks)));
    EncoderConfig config = EncoderConfig.read(folder);
    Map<String, Weight> weights = random(config, new Random(seed));
    try (OutputStream out = Files.newOutputStream(folder.resolve("model.onnx"))) {
      PlainGraph.of(config, weights).writeTo(out);
    }
    SafeTensors.write(folder.resolve(SafeTensors.FILE), weights.values());
    Files.writeString(folder.resolve("MODEL_CARD.md"), "Untrained: random weights.\n");
    PackageDraft draft =
        PackageDraft.text("untrained", "0")
            .normalized()
            .tokens(longest, config.vocabulary())
            .input("input_ids", Feature.TOKEN_IDS, config.padId())
            .input("attention_mask", Feature.TOKEN_MASK, 0)
            .variant(Variant.Precision.FP32, "model.onnx", Variant.DEFAULT_TOLERANCE)
            .provenance(MAPPER.createObjectNode().put("trained", false).put("seed", seed));
    for (int i = 0; i < tasks.size(); i++) {
      TaskLabels task = tasks.get(i);
      draft.task(
          new TaskSpec(task.task(), task.labels(), TaskKind.SOFTMAX),
          config.classifiers().get(i).output(),
          Calibration.none());
    }
    GOLDEN.forEach(draft::golden);
    return PackageWriter.write(draft, folder, folder.resolveSibling(folder.getFileName() + "-0"));
  }

  /**
   * Trains a model from nothing and writes its package.
   *
   * @param tokenizer tree of a {@code tokenizer.json}
   * @param work a folder for the untrained model, which stays
   */
  public FineTuned run(
      JsonNode tokenizer,
      List<TaskLabels> tasks,
      Snapshot snapshot,
      FineTuneOptions options,
      Target target,
      Path work,
      FineTuneListener listener)
      throws IOException {
    ModelPackage untrained = write(tokenizer, tasks, options.seed(), work);
    return FullFineTuning.run(untrained, snapshot, options, target, listener);
  }

  private static Map<String, Weight> random(EncoderConfig config, Random random) {
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (EncoderConfig.Parameter parameter : config.parameters()) {
      float[] values = new float[(int) Weight.size(parameter.shape())];
      boolean matrix = parameter.shape().length > 1;
      boolean scale = !matrix && parameter.name().endsWith(".weight");
      for (int i = 0; i < values.length; i++) {
        values[i] = matrix ? (float) random.nextGaussian() * DEVIATION : scale ? 1 : 0;
      }
      weights.put(parameter.name(), new Weight(parameter.name(), parameter.shape(), values));
    }
    return weights;
  }

  private ObjectNode configuration(int vocabulary, long padding, List<TaskLabels> tasks) {
    ObjectNode config = MAPPER.createObjectNode();
    config.put("model_type", "bert");
    config.putArray("architectures").add("BertForSequenceClassification");
    config.put("vocab_size", vocabulary);
    config.put("hidden_size", width);
    config.put("num_hidden_layers", layers);
    config.put("num_attention_heads", heads);
    config.put("intermediate_size", inner);
    config.put("max_position_embeddings", longest);
    config.put("type_vocab_size", 1);
    config.put("hidden_act", "gelu");
    config.put("hidden_dropout_prob", 0.1);
    config.put("attention_probs_dropout_prob", 0.1);
    config.put("layer_norm_eps", 1e-12);
    config.put("pad_token_id", padding);
    if (tasks.size() == 1) {
      ObjectNode labels = config.putObject("id2label");
      for (String label : tasks.get(0).labels()) {
        labels.put(String.valueOf(labels.size()), label);
      }
    } else {
      ObjectNode labels = config.putObject(EncoderConfig.TASKS);
      for (TaskLabels task : tasks) {
        ArrayNode names = labels.putArray(task.task());
        task.labels().forEach(names::add);
      }
    }
    return config;
  }

  private static int vocabulary(JsonNode tokenizer) {
    int largest = -1;
    for (JsonNode id : tokenizer.at("/model/vocab")) {
      largest = Math.max(largest, id.asInt());
    }
    for (JsonNode token : tokenizer.path("added_tokens")) {
      largest = Math.max(largest, token.path("id").asInt());
    }
    return largest + 1;
  }

  private static long padding(JsonNode tokenizer) {
    @Nullable JsonNode id = tokenizer.at("/model/vocab").get("[PAD]");
    return id == null ? 0 : id.asLong();
  }
}

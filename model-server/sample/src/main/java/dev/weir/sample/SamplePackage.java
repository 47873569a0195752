package dev.weir.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code weir-sample}, a small <b>untrained</b> model package with the three text tasks
 * (sentiment, spam, abuse): it shows the way of a record through the system and its scores mean
 * nothing. The same bytes at every call. Thread-safe.
 */
public final class SamplePackage {
  /** The package's name in its {@code weir.json}. */
  public static final String NAME = "weir-sample";

  /** The package's version in its {@code weir.json}. */
  public static final String VERSION = "0.1.0";

  private static final int MAX_TOKENS = 128;
  private static final List<SampleTask> TASKS =
      List.of(
          new SampleTask("sentiment", List.of("negative", "neutral", "positive")),
          new SampleTask("spam", List.of("ham", "spam")),
          new SampleTask("abuse", List.of("clean", "abusive")));
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private SamplePackage() {}

  /**
   * Writes the package's files into a folder, creating it if needed and replacing files of the same
   * names.
   *
   * @return {@code dir}
   * @throws IOException if the folder cannot be created or written
   */
  public static Path write(Path dir) throws IOException {
    SampleVocabulary vocabulary = new SampleVocabulary();
    int[] labels = TASKS.stream().mapToInt(task -> task.labels().size()).toArray();
    SampleWeights weights = new SampleWeights(vocabulary.tokens().size(), labels);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("model.onnx", SampleGraph.build(weights, TASKS).toByteArray());
    files.put("config.json", json(config(vocabulary)));
    files.put("tokenizer.json", json(SampleTokenizer.describe(vocabulary)));
    files.put("MODEL_CARD.md", modelCard().getBytes(StandardCharsets.UTF_8));
    Files.createDirectories(dir);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(dir.resolve(file.getKey()), file.getValue());
    }
    Files.write(dir.resolve("weir.json"), json(manifest(vocabulary, weights, files)));
    return dir;
  }

  private static ObjectNode config(SampleVocabulary vocabulary) {
    ObjectNode config = JSON.objectNode();
    config.put("model_type", "weir-mean-of-embeddings");
    config.put("hidden_size", SampleWeights.WIDTH);
    config.put("vocab_size", vocabulary.tokens().size());
    config.put("pad_token_id", vocabulary.id(SampleVocabulary.PAD));
    return config;
  }

  private static ObjectNode manifest(
      SampleVocabulary vocabulary, SampleWeights weights, Map<String, byte[]> files) {
    ObjectNode root = JSON.objectNode();
    root.put("format", 1);
    root.put("name", NAME);
    root.put("version", VERSION);
    root.put("licence", "Apache-2.0");
    root.put("max_tokens", MAX_TOKENS);
    root.put("vocabulary_size", vocabulary.tokens().size());
    ArrayNode inputs = root.putArray("inputs");
    input(inputs, "input_ids", "token-ids").put("pad", vocabulary.id(SampleVocabulary.PAD));
    input(inputs, "attention_mask", "token-mask");
    ArrayNode tasks = root.putArray("tasks");
    for (SampleTask task : TASKS) {
      ObjectNode entry = tasks.addObject();
      entry.put("name", task.name());
      entry.put("output", task.name());
      entry.put("kind", "softmax");
      task.labels().forEach(entry.putArray("labels")::add);
      entry.putObject("calibration").put("method", "temperature").put("temperature", 1.0);
    }
    root.putArray("variants").addObject().put("precision", "fp32").put("file", "model.onnx");
    ObjectNode digests = root.putObject("files");
    files.forEach((name, bytes) -> digests.put(name, sha256(bytes)));
    root.putArray("golden").add(golden(vocabulary, weights));
    ObjectNode provenance = root.putObject("provenance");
    provenance.put("trained", false);
    provenance.put("seed", SampleWeights.SEED);
    provenance.put("note", "Untrained: random weights from a fixed seed. Scores mean nothing.");
    return root;
  }

  private static ObjectNode input(ArrayNode inputs, String name, String feature) {
    ObjectNode input = inputs.addObject();
    input.put("name", name).put("type", "int64");
    input.putArray("shape").add("batch").add("tokens");
    return input.put("feature", feature);
  }

  private static ObjectNode golden(SampleVocabulary vocabulary, SampleWeights weights) {
    ObjectNode golden = JSON.objectNode();
    golden.put("text", "great price");
    ObjectNode scores = golden.putObject("scores");
    for (int head = 0; head < TASKS.size(); head++) {
      ArrayNode values = scores.putArray(TASKS.get(head).name());
      double[] expected =
          weights.scores(
              head,
              vocabulary.id(SampleVocabulary.START),
              vocabulary.id("great"),
              vocabulary.id("price"),
              vocabulary.id(SampleVocabulary.END));
      for (double score : expected) {
        values.add((float) score);
      }
    }
    return golden;
  }

  private static String modelCard() {
    return """
        # weir-sample

        An **untrained** model: random weights from a fixed seed. It exists so that the way of a
        record from topic to verdict can be seen and tested before a trained package is there. Its
        scores mean nothing; do not act on them.

        Tasks: sentiment (negative, neutral, positive), spam (ham, spam), abuse (clean, abusive).
        Graph: mean of the token embeddings, one linear head per task. Licence: Apache-2.0.
        """;
  }

  private static byte[] json(ObjectNode node) throws JsonProcessingException {
    return (MAPPER.writeValueAsString(node).replace("\r\n", "\n") + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package dev.weir.retrain.transformer.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.retrain.transformer.encoder.Family.Part;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sizes and settings of an encoder with one classification head or several, from a Hugging Face
 * {@code config.json}. Immutable.
 *
 * @param family how parameters are named, and which head follows
 * @param vocabulary tokens
 * @param width of a token's vector
 * @param layers of the encoder
 * @param heads of each attention
 * @param inner width of the feed-forward network
 * @param positions that have an embedding
 * @param types of segments; 0 where the family knows none
 * @param classifiers the last layers, one for each task
 * @param padId of the token that fills up
 * @param epsilon of the layer normalisations
 * @param activation of the feed-forward network
 * @param dropout after embeddings and layers
 * @param attentionDropout of the attention's shares
 * @param headDropout before the last layer
 */
public record EncoderConfig(
    Family family,
    int vocabulary,
    int width,
    int layers,
    int heads,
    int inner,
    int positions,
    int types,
    List<Classifier> classifiers,
    int padId,
    float epsilon,
    Activation activation,
    float dropout,
    float attentionDropout,
    float headDropout) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FILE = "config.json";
  private static final String OUTPUT = "logits";

  /** In {@code config.json}: the labels of each task of a model with several. */
  public static final String TASKS = "weir_tasks";

  /** Functions that a feed-forward network may have between its layers. */
  public enum Activation {
    GELU,
    RELU
  }

  /**
   * A last layer: from the encoder's summary of a text to the logits of one task.
   *
   * @param name of its parameters, without {@code .weight} and {@code .bias}
   * @param output of a graph that Weir writes
   * @param labels of the task
   */
  public record Classifier(String name, String output, int labels) {}

  /** A parameter that a model of this configuration has. */
  @SuppressWarnings("ArrayRecordComponent") // made here, changed by nobody
  public record Parameter(String name, long[] shape) {}

  public EncoderConfig {
    classifiers = List.copyOf(classifiers);
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "a width of " + width + " cannot be divided by " + heads + " attention heads");
    }
  }

  /**
   * Reads the {@code config.json} of a folder.
   *
   * @throws FineTuneException naming what is missing or not supported
   */
  public static EncoderConfig read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new FineTuneException(
          Problem.MISSING_FILE, file + " is missing; export the model with its configuration");
    }
    return new Reader(file, MAPPER.readTree(Files.readAllBytes(file))).read();
  }

  /** Labels of all tasks. */
  public int labels() {
    return classifiers.stream().mapToInt(Classifier::labels).sum();
  }

  /** Values of a head's vector. */
  int headWidth() {
    return width / heads;
  }

  /** The first position's index: RoBERTa counts from behind the padding id. */
  public int firstPosition() {
    return family == Family.ROBERTA ? padId + 1 : 0;
  }

  /** All parameters in the order in which a forward pass uses them. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    table(all, "word_embeddings", vocabulary);
    if (types > 0) {
      table(all, "token_type_embeddings", types);
    }
    table(all, "position_embeddings", positions);
    norm(all, family.embeddingNorm());
    for (int layer = 0; layer < layers; layer++) {
      for (Part part : Part.values()) {
        String name = family.part(layer, part);
        switch (part) {
          case ATTENTION_NORM, OUTPUT_NORM -> norm(all, name);
          case INNER -> linear(all, name, inner, width);
          case OUTPUT -> linear(all, name, width, inner);
          default -> linear(all, name, width, width);
        }
      }
    }
    linear(all, family.dense(), width, width);
    classifiers.forEach(one -> linear(all, one.name(), one.labels(), width));
    return all;
  }

  private void table(List<Parameter> all, String name, int rows) {
    all.add(new Parameter(family.embedding(name), new long[] {rows, width}));
  }

  private void norm(List<Parameter> all, String name) {
    all.add(new Parameter(name + ".weight", new long[] {width}));
    all.add(new Parameter(name + ".bias", new long[] {width}));
  }

  private static void linear(List<Parameter> all, String name, int out, int in) {
    all.add(new Parameter(name + ".weight", new long[] {out, in}));
    all.add(new Parameter(name + ".bias", new long[] {out}));
  }

  /** Reads one file. */
  private record Reader(Path file, JsonNode root) {
    EncoderConfig read() {
      String type = root.path("model_type").asText();
      Family family = Family.of(type);
      if (family == null) {
        throw unsupported(
            "model_type is '%s'; known are %s; --head-only works for any classifier"
                .formatted(type, Family.KNOWN_TYPES));
      }
      String positionType = root.path("position_embedding_type").asText("absolute");
      if (!positionType.equals("absolute") || root.path("sinusoidal_pos_embds").asBoolean()) {
        throw unsupported("only learned absolute positions can be trained; use --head-only");
      }
      try {
        return family == Family.DISTILBERT ? distilbert(family) : bert(family);
      } catch (IllegalArgumentException e) {
        throw unsupported(String.valueOf(e.getMessage()));
      }
    }

    private EncoderConfig bert(Family family) {
      float dropout = share("hidden_dropout_prob");
      return new EncoderConfig(
          family,
          size("vocab_size"),
          size("hidden_size"),
          size("num_hidden_layers"),
          size("num_attention_heads"),
          size("intermediate_size"),
          size("max_position_embeddings"),
          size("type_vocab_size"),
          classifiers(family),
          root.path("pad_token_id").asInt(family == Family.ROBERTA ? 1 : 0),
          (float) root.path("layer_norm_eps").asDouble(1e-12),
          activation("hidden_act"),
          dropout,
          share("attention_probs_dropout_prob"),
          (float) root.path("classifier_dropout").asDouble(dropout));
    }

    private EncoderConfig distilbert(Family family) {
      return new EncoderConfig(
          family,
          size("vocab_size"),
          size("dim"),
          size("n_layers"),
          size("n_heads"),
          size("hidden_dim"),
          size("max_position_embeddings"),
          0,
          classifiers(family),
          root.path("pad_token_id").asInt(0),
          1e-12f,
          activation("activation"),
          share("dropout"),
          share("attention_dropout"),
          share("seq_classif_dropout"));
    }

    /** One for {@code id2label}, or one for each entry of Weir's own {@value #TASKS}. */
    private List<Classifier> classifiers(Family family) {
      List<Classifier> classifiers = new ArrayList<>();
      root.path(TASKS)
          .properties()
          .forEach(
              task -> {
                String name = family.out() + "." + task.getKey();
                String output = task.getKey() + "." + OUTPUT;
                classifiers.add(new Classifier(name, output, task.getValue().size()));
              });
      if (classifiers.isEmpty()) {
        classifiers.add(new Classifier(family.out(), OUTPUT, root.path("id2label").size()));
      }
      if (classifiers.stream().anyMatch(one -> one.labels() == 0)) {
        throw new IllegalArgumentException("id2label names no label");
      }
      return classifiers;
    }

    private int size(String key) {
      int value = root.path(key).asInt(0);
      if (value <= 0) {
        throw new IllegalArgumentException(key + " must be a number above 0");
      }
      return value;
    }

    private float share(String key) {
      double value = root.path(key).asDouble(0.1);
      if (!(value >= 0 && value < 1)) {
        throw new IllegalArgumentException(key + " must lie between 0 and 1, was " + value);
      }
      return (float) value;
    }

    private Activation activation(String key) {
      String name = root.path(key).asText("gelu");
      return switch (name) {
        case "gelu" -> Activation.GELU;
        case "relu" -> Activation.RELU;
        default ->
            throw new IllegalArgumentException(
                key + " is '" + name + "'; gelu and relu can be trained, others with --head-only");
      };
    }

    private FineTuneException unsupported(String what) {
      return new FineTuneException(Problem.UNSUPPORTED_MODEL, file + ": " + what);
    }
  }
}

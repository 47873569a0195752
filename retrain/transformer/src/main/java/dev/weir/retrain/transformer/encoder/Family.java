package dev.weir.retrain.transformer.encoder;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a family of encoders names its parameters, after the classes of Hugging Face's transformers
 * ({@code BertForSequenceClassification} and its like).
 */
public enum Family {
  BERT("bert.embeddings.", "bert.encoder.layer.", "bert.pooler.dense", "classifier"),
  DISTILBERT(
      "distilbert.embeddings.", "distilbert.transformer.layer.", "pre_classifier", "classifier"),
  ROBERTA(
      "roberta.embeddings.", "roberta.encoder.layer.", "classifier.dense", "classifier.out_proj");

  /** The {@code model_type} of each model that is laid out as one of these families. */
  static final String KNOWN_TYPES = "bert, camembert, distilbert, roberta, xlm-roberta";

  /** A part of a layer that has a weight and a bias. */
  enum Part {
    QUERY("attention.self.query", "attention.q_lin"),
    KEY("attention.self.key", "attention.k_lin"),
    VALUE("attention.self.value", "attention.v_lin"),
    ATTENTION_OUTPUT("attention.output.dense", "attention.out_lin"),
    ATTENTION_NORM("attention.output.LayerNorm", "sa_layer_norm"),
    INNER("intermediate.dense", "ffn.lin1"),
    OUTPUT("output.dense", "ffn.lin2"),
    OUTPUT_NORM("output.LayerNorm", "output_layer_norm");

    private final String bert;
    private final String distilbert;

    Part(String bert, String distilbert) {
      this.bert = bert;
      this.distilbert = distilbert;
    }
  }

  private final String embeddings;
  private final String layers;
  private final String dense;
  private final String out;

  Family(String embeddings, String layers, String dense, String out) {
    this.embeddings = embeddings;
    this.layers = layers;
    this.dense = dense;
    this.out = out;
  }

  /** The family of a {@code model_type} in {@code config.json}, or null. */
  static @Nullable Family of(String modelType) {
    return switch (modelType.toLowerCase(Locale.ROOT)) {
      case "bert" -> BERT;
      case "distilbert" -> DISTILBERT;
      case "roberta", "xlm-roberta", "camembert" -> ROBERTA;
      default -> null;
    };
  }

  /** {@code word_embeddings}, {@code position_embeddings}, {@code token_type_embeddings}. */
  String embedding(String table) {
    return embeddings + table + ".weight";
  }

  /** The layer normalisation of the embeddings; {@code .weight} and {@code .bias} are to follow. */
  String embeddingNorm() {
    return embeddings + "LayerNorm";
  }

  /** A part of a layer; {@code .weight} and {@code .bias} are to follow. */
  String part(int layer, Part part) {
    return layers + layer + "." + (this == DISTILBERT ? part.distilbert : part.bert);
  }

  /** The hidden layer between the encoder and the labels. */
  String dense() {
    return dense;
  }

  /** The last layer, which gives the logits. */
  String out() {
    return out;
  }
}

package dev.weir.flinkbench;

import static java.util.Objects.requireNonNull;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weir.schemas.Action;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Sentiment;
import dev.weir.schemas.SentimentScores;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One comment, one run of the model, one verdict. Confined to one thread. */
final class PlainModel implements AutoCloseable {

  private static final Map<String, String> TOKENIZER_OPTIONS =
      Map.of("truncation", "true", "maxLength", "64", "padding", "false");

  private static final List<String> LABELS = List.of("negative", "neutral", "positive");

  private final SchemaRegistryClient registry;
  private final WeirAvroDeserializer<CommentPosted> reader;
  private final WeirAvroSerializer<TextVerdict> writer;
  private final HuggingFaceTokenizer tokenizer;
  private final OrtSession session;
  private final String out;

  /**
   * @param model folder of the package
   * @param out topic of the verdicts
   */
  PlainModel(String model, String schemaRegistry, String out) throws IOException, OrtException {
    this.out = out;
    registry = RegistryClients.connect(RegistryConfig.of(schemaRegistry));
    reader = new WeirAvroDeserializer<>(CommentPosted.class, registry);
    writer = new WeirAvroSerializer<>(TextVerdict.class, registry);
    System.setProperty("ai.djl.offline", "true");
    tokenizer =
        HuggingFaceTokenizer.newInstance(Path.of(model, "tokenizer.json"), TOKENIZER_OPTIONS);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session =
          OrtEnvironment.getEnvironment()
              .createSession(Path.of(model, "model.onnx").toString(), options);
    }
  }

  /** The verdict on a comment, both as Kafka carries them. */
  byte[] score(byte[] value) throws OrtException {
    CommentPosted comment = requireNonNull(reader.deserialize("", value));
    float[] scores = softmax(logits(comment.getText()));
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    TextVerdict verdict =
        TextVerdict.newBuilder()
            .setVerdictId(comment.getEventId())
            .setEventId(comment.getEventId())
            .setOccurredAt(comment.getOccurredAt())
            .setSource(new Source("", 0, 0L, Instant.EPOCH))
            .setAuthorId(comment.getAuthorId())
            .setSubjectId(comment.getSubjectId())
            .setSentiment(
                new Sentiment(
                    LABELS.get(best), new SentimentScores(scores[0], scores[1], scores[2])))
            .setAction(Action.ALLOW)
            .setReasons(List.of())
            .setModel(new ModelRef("plain", "1", ""))
            .setPolicyVersion("")
            .setScoredAt(Instant.now())
            .build();
    return requireNonNull(writer.serialize(out, verdict));
  }

  private float[] logits(String text) throws OrtException {
    Encoding encoding = tokenizer.encode(text);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        long[][] row = {
          switch (name) {
            case "attention_mask" -> encoding.getAttentionMask();
            case "token_type_ids" -> encoding.getTypeIds();
            default -> encoding.getIds();
          }
        };
        inputs.put(name, OnnxTensor.createTensor(environment, row));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        return ((float[][]) result.get(0).getValue())[0];
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static float[] softmax(float[] logits) {
    float[] scores = new float[logits.length];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    for (int i = 0; i < logits.length; i++) {
      scores[i] = (float) (Math.exp(logits[i]) / sum);
    }
    return scores;
  }

  @Override
  public void close() throws OrtException, IOException {
    session.close();
    tokenizer.close();
    registry.close();
  }
}

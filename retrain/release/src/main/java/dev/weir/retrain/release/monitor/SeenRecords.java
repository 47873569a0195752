package dev.weir.retrain.release.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.retrain.release.ReleaseScope;
import dev.weir.schemas.Action;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.schemas.Sentiment;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.deadletter.DeadLetterHeaders;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.serde.RegistryUnavailableException;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Turns records of topics into what the watch wants to know. Confined to one thread. */
final class SeenRecords {

  /** The topics that are read. */
  static final List<WeirTopic> TOPICS =
      List.of(
          WeirTopic.TEXT_VERDICTS,
          WeirTopic.TEXT_SHADOW_VERDICTS,
          WeirTopic.FRAUD_VERDICTS,
          WeirTopic.FRAUD_SHADOW_VERDICTS,
          WeirTopic.DEAD_LETTERS,
          WeirTopic.LABELLED_EXAMPLES);

  /** Stages after which a record's own faults are known: what fails there, the model may be at. */
  private static final Set<String> MODEL_STAGES =
      Set.of(
          Stage.FEATURES.label(),
          Stage.TOKENIZE.label(),
          Stage.INFERENCE.label(),
          Stage.VERDICT.label());

  private final String prefix;
  private final Map<String, WeirTopic> topics = new HashMap<>();
  private final WeirAvroDeserializer<TextVerdict> texts;
  private final WeirAvroDeserializer<FraudVerdict> frauds;
  private final WeirAvroDeserializer<LabelledExample> examples;

  SeenRecords(String prefix, SchemaRegistryClient registry) {
    this.prefix = prefix;
    TOPICS.forEach(topic -> topics.put(topic.topicName(prefix), topic));
    texts = new WeirAvroDeserializer<>(TextVerdict.class, registry);
    frauds = new WeirAvroDeserializer<>(FraudVerdict.class, registry);
    examples = new WeirAvroDeserializer<>(LabelledExample.class, registry);
  }

  /**
   * What a record tells; empty for one that tells nothing, or that cannot be read.
   *
   * @throws RegistryUnavailableException when the registry does not answer
   */
  List<Seen> read(ConsumerRecord<byte[], byte[]> record) {
    WeirTopic topic = topics.get(record.topic());
    if (topic == null || record.value() == null) {
      return List.of();
    }
    if (topic == WeirTopic.DEAD_LETTERS) {
      return failure(record);
    }
    try {
      return switch (topic) {
        case TEXT_VERDICTS, TEXT_SHADOW_VERDICTS -> {
          TextVerdict verdict = texts.deserialize(record.topic(), record.value());
          yield verdict == null
              ? List.of()
              : List.of(text(verdict, topic == WeirTopic.TEXT_SHADOW_VERDICTS, record));
        }
        case FRAUD_VERDICTS, FRAUD_SHADOW_VERDICTS -> {
          FraudVerdict verdict = frauds.deserialize(record.topic(), record.value());
          yield verdict == null
              ? List.of()
              : List.of(fraud(verdict, topic == WeirTopic.FRAUD_SHADOW_VERDICTS, record));
        }
        default -> {
          LabelledExample example = examples.deserialize(record.topic(), record.value());
          yield example == null ? List.of() : labels(example, record.timestamp());
        }
      };
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      return List.of(); // the topic's own readers report it
    }
  }

  private List<Seen> failure(ConsumerRecord<byte[], byte[]> record) {
    if (!MODEL_STAGES.contains(header(record, DeadLetterHeaders.STAGE))) {
      return List.of();
    }
    boolean payment =
        header(record, DeadLetterHeaders.TOPIC).equals(WeirTopic.TRANSACTIONS.topicName(prefix));
    return List.of(
        new Seen.Failure(payment ? ReleaseScope.FRAUD : ReleaseScope.TEXT, record.timestamp()));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
  }

  private static Seen text(
      TextVerdict verdict, boolean shadow, ConsumerRecord<byte[], byte[]> record) {
    Map<String, Float> scores = new HashMap<>();
    Sentiment sentiment = verdict.getSentiment();
    if (sentiment != null) {
      scores.put("sentiment", sentiment.getScores().getNegative());
    }
    put(scores, "spam", verdict.getSpam());
    put(scores, "abuse", verdict.getAbuse());
    return new Seen.Verdict(
        ReleaseScope.TEXT,
        model(verdict.getModel()),
        shadow,
        verdict.getEventId(),
        verdict.getSource().getTimestamp().toEpochMilli(),
        record.timestamp(),
        scores,
        answers(verdict),
        verdict.getAction() != Action.ALLOW);
  }

  private static Seen fraud(
      FraudVerdict verdict, boolean shadow, ConsumerRecord<byte[], byte[]> record) {
    return new Seen.Verdict(
        ReleaseScope.FRAUD,
        model(verdict.getModel()),
        shadow,
        verdict.getEventId(),
        verdict.getSource().getTimestamp().toEpochMilli(),
        record.timestamp(),
        Map.of("fraud", verdict.getRisk()),
        answers(verdict),
        verdict.getDecision() != Decision.APPROVE);
  }

  private static List<Seen> labels(LabelledExample example, long atMillis) {
    Map<String, String> answers = Map.of();
    @Nullable ReleasedModel model = null;
    if (example.getVerdict() instanceof TextVerdict verdict) {
      answers = answers(verdict);
      model = model(verdict.getModel());
    } else if (example.getVerdict() instanceof FraudVerdict verdict) {
      answers = answers(verdict);
      model = model(verdict.getModel());
    }
    List<Seen> labels = new ArrayList<>();
    for (ResolvedLabel label : example.getLabels()) {
      String task = label.getTask().name().toLowerCase(Locale.ROOT);
      for (ReleaseScope scope : ReleaseScope.values()) {
        if (scope.tasks().contains(label.getTask())) {
          labels.add(
              new Seen.Label(
                  scope,
                  example.getEventId(),
                  task,
                  label.getLabel(),
                  model,
                  answers.get(task),
                  atMillis));
        }
      }
    }
    return labels;
  }

  private static Map<String, String> answers(TextVerdict verdict) {
    Map<String, String> answers = new HashMap<>();
    if (verdict.getSentiment() != null) {
      answers.put("sentiment", verdict.getSentiment().getLabel());
    }
    if (verdict.getSpam() != null) {
      answers.put("spam", verdict.getSpam().getLabel());
    }
    if (verdict.getAbuse() != null) {
      answers.put("abuse", verdict.getAbuse().getLabel());
    }
    return answers;
  }

  /** A payment that is not simply approved was taken for fraud. */
  private static Map<String, String> answers(FraudVerdict verdict) {
    return Map.of("fraud", verdict.getDecision() == Decision.APPROVE ? "genuine" : "fraud");
  }

  private static void put(Map<String, Float> scores, String task, @Nullable BinaryScore score) {
    if (score != null) {
      scores.put(task, score.getScore());
    }
  }

  private static ReleasedModel model(ModelRef ref) {
    return new ReleasedModel(ref.getName(), ref.getVersion(), ref.getDigest());
  }
}

package dev.weir.streams.drift;

import static java.util.Objects.requireNonNull;

import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.DriftSubject;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.drift.DriftSlices;
import dev.weir.scoring.drift.Observation;
import dev.weir.scoring.event.AvroTextEvents;
import dev.weir.scoring.event.Languages;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes events and verdicts into what is counted of them. Confined to one thread. */
final class SightingReader {

  private static final List<String> ALL = List.of(DriftSlices.ALL);

  private final String topicPrefix;
  private final String textVerdictTopic;
  private final String fraudVerdictTopic;
  private final AvroTextEvents events;
  private final WeirAvroDeserializer<TextVerdict> textVerdicts;
  private final WeirAvroDeserializer<FraudVerdict> fraudVerdicts;
  private @Nullable ModelRef lastModel;
  private String lastModelText = WindowKey.ANY;

  /**
   * @param registry stays the caller's, who closes it
   */
  SightingReader(String topicPrefix, SchemaRegistryClient registry) {
    this.topicPrefix = topicPrefix;
    textVerdictTopic = WeirTopic.TEXT_VERDICTS.topicName(topicPrefix);
    fraudVerdictTopic = WeirTopic.FRAUD_VERDICTS.topicName(topicPrefix);
    events = new AvroTextEvents(topicPrefix, registry);
    textVerdicts = new WeirAvroDeserializer<>(TextVerdict.class, registry);
    fraudVerdicts = new WeirAvroDeserializer<>(FraudVerdict.class, registry);
  }

  /**
   * What the record shows.
   *
   * @throws dev.weir.serde.UndecodableRecordException when its bytes are wrong
   * @throws dev.weir.serde.RegistryUnavailableException when the registry does not answer; wait
   */
  List<Sighting> read(RawRecord record) {
    String topic = record.topic();
    if (topic.equals(textVerdictTopic)) {
      return of(requireNonNull(textVerdicts.deserialize(topic, record.value())));
    }
    if (topic.equals(fraudVerdictTopic)) {
      return of(requireNonNull(fraudVerdicts.deserialize(topic, record.value())));
    }
    return of(events.read(record), topic);
  }

  private List<Sighting> of(TextEvent event, String topic) {
    String language = Languages.of(event);
    return List.of(
        new Sighting(
            WindowKey.ANY,
            DriftSubject.TEXT_INPUT,
            DriftSlices.ofText(language, shortName(topic)),
            Observation.ofText(event.text(), language)));
  }

  private List<Sighting> of(TextVerdict verdict) {
    String model = model(verdict.getModel());
    List<String> slices =
        DriftSlices.ofText(verdict.getLanguage(), shortName(verdict.getSource().getTopic()));
    List<Sighting> seen = new ArrayList<>(3);
    if (verdict.getSentiment() != null) {
      seen.add(
          new Sighting(
              model,
              DriftSubject.SENTIMENT_SCORES,
              slices,
              Observation.of(verdict.getSentiment())));
    }
    add(seen, model, DriftSubject.SPAM_SCORES, slices, verdict.getSpam());
    add(seen, model, DriftSubject.ABUSE_SCORES, slices, verdict.getAbuse());
    return seen;
  }

  private static void add(
      List<Sighting> seen,
      String model,
      DriftSubject subject,
      List<String> slices,
      @Nullable BinaryScore score) {
    if (score != null) {
      seen.add(new Sighting(model, subject, slices, Observation.of(score)));
    }
  }

  private List<Sighting> of(FraudVerdict verdict) {
    String model = model(verdict.getModel());
    return List.of(
        new Sighting(
            model, DriftSubject.PAYMENT_INPUT, ALL, Observation.ofPayment(verdict.getFeatures())),
        new Sighting(
            model, DriftSubject.FRAUD_SCORES, ALL, Observation.ofBinary(verdict.getRisk())));
  }

  private String shortName(String topic) {
    return topic.startsWith(topicPrefix) ? topic.substring(topicPrefix.length()) : topic;
  }

  /** Verdicts in a row are of one model as a rule: its text is made once. */
  private String model(ModelRef model) {
    ModelRef last = lastModel;
    if (last == null
        || !last.getDigest().equals(model.getDigest())
        || !last.getVersion().equals(model.getVersion())
        || !last.getName().equals(model.getName())) {
      lastModel = model;
      lastModelText = WindowKey.modelOf(model);
    }
    return lastModelText;
  }
}

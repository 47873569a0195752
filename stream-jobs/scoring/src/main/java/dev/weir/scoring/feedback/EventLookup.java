package dev.weir.scoring.feedback;

import static java.util.Objects.requireNonNull;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.RegistryPatience;
import dev.weir.scoring.feedback.EventVotes.Known;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.UndecodableRecordException;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Instant;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Finds an event and its verdict in Kafka: by the example that was written of them, else by the
 * verdict, which says where its event stands. What stands there and is of another event id, as when
 * a topic was made anew, is as good as gone. Confined to one thread.
 */
public final class EventLookup {

  private final String topicPrefix;
  private final RecordLookup records;
  private final RegistryPatience patience;
  private final Deserializer<TextVerdict> textVerdicts;
  private final Deserializer<FraudVerdict> fraudVerdicts;
  private final Deserializer<LabelledExample> examples;
  private final Deserializer<CommentPosted> comments;
  private final Deserializer<ChatMessageSent> chatMessages;
  private final Deserializer<CardTransaction> transactions;

  /**
   * @param topicPrefix what the names of all topics begin with
   * @param registry stays the caller's, who closes it
   */
  public EventLookup(
      String topicPrefix,
      SchemaRegistryClient registry,
      RecordLookup records,
      RegistryPatience patience) {
    this.topicPrefix = topicPrefix;
    this.records = records;
    this.patience = patience;
    textVerdicts = new WeirAvroDeserializer<>(TextVerdict.class, registry);
    fraudVerdicts = new WeirAvroDeserializer<>(FraudVerdict.class, registry);
    examples = new WeirAvroDeserializer<>(LabelledExample.class, registry);
    comments = new WeirAvroDeserializer<>(CommentPosted.class, registry);
    chatMessages = new WeirAvroDeserializer<>(ChatMessageSent.class, registry);
    transactions = new WeirAvroDeserializer<>(CardTransaction.class, registry);
  }

  /**
   * What is left of the event.
   *
   * @param verdict where its verdict stands; null where that is not known
   * @param example where its last example stands; null where that is not known
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  FoundEvent find(EventKind kind, String eventId, @Nullable Place verdict, @Nullable Place example)
      throws InterruptedException {
    FoundEvent before = example == null ? FoundEvent.NOTHING : ofExample(eventId, example);
    if (before.event() != null || verdict == null) {
      return before;
    }
    FoundEvent now =
        kind == EventKind.TEXT ? ofText(eventId, verdict) : ofTransaction(eventId, verdict);
    return now.known() == null ? before : now;
  }

  private FoundEvent ofExample(String eventId, Place place) throws InterruptedException {
    LabelledExample example =
        read(
            WeirTopic.LABELLED_EXAMPLES.topicName(topicPrefix),
            place,
            examples,
            LabelledExample::getEventId,
            eventId);
    if (example == null) {
      return FoundEvent.NOTHING;
    }
    SpecificRecord event = (SpecificRecord) example.getEvent();
    SpecificRecord verdict = (SpecificRecord) example.getVerdict();
    String subject = subject(event, verdict);
    return subject == null
        ? FoundEvent.NOTHING
        : new FoundEvent(known(subject, example.getOccurredAt()), event, verdict);
  }

  private FoundEvent ofText(String eventId, Place place) throws InterruptedException {
    TextVerdict verdict =
        read(
            WeirTopic.TEXT_VERDICTS.topicName(topicPrefix),
            place,
            textVerdicts,
            TextVerdict::getEventId,
            eventId);
    return verdict == null
        ? FoundEvent.NOTHING
        : new FoundEvent(
            known(verdict.getAuthorId(), verdict.getOccurredAt()),
            event(eventId, verdict.getSource()),
            verdict);
  }

  private FoundEvent ofTransaction(String eventId, Place place) throws InterruptedException {
    FraudVerdict verdict =
        read(
            WeirTopic.FRAUD_VERDICTS.topicName(topicPrefix),
            place,
            fraudVerdicts,
            FraudVerdict::getEventId,
            eventId);
    return verdict == null
        ? FoundEvent.NOTHING
        : new FoundEvent(
            known(verdict.getCardId(), verdict.getOccurredAt()),
            event(eventId, verdict.getSource()),
            verdict);
  }

  /**
   * The event of that source; null where it is gone, or its topic is none of ours, as with a
   * mirrored one.
   *
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  public @Nullable SpecificRecord event(String eventId, Source source) throws InterruptedException {
    String topic = source.getTopic();
    Place place = new Place(source.getPartition(), source.getOffset());
    if (topic.equals(WeirTopic.COMMENTS.topicName(topicPrefix))) {
      return read(topic, place, comments, CommentPosted::getEventId, eventId);
    }
    if (topic.equals(WeirTopic.CHAT_MESSAGES.topicName(topicPrefix))) {
      return read(topic, place, chatMessages, ChatMessageSent::getEventId, eventId);
    }
    if (topic.equals(WeirTopic.TRANSACTIONS.topicName(topicPrefix))) {
      return read(topic, place, transactions, CardTransaction::getEventId, eventId);
    }
    return null;
  }

  private <T> @Nullable T read(
      String topic,
      Place place,
      Deserializer<T> reader,
      Function<T, String> eventIdOf,
      String eventId)
      throws InterruptedException {
    RawRecord raw = records.read(topic, place);
    if (raw == null || raw.value() == null) {
      return null;
    }
    try {
      T value =
          patience.await(() -> requireNonNull(reader.deserialize(topic, raw.value()), "value"));
      return eventIdOf.apply(value).equals(eventId) ? value : null;
    } catch (UndecodableRecordException e) {
      return null;
    }
  }

  private static @Nullable String subject(
      @Nullable SpecificRecord event, @Nullable SpecificRecord verdict) {
    if (event instanceof CommentPosted comment) {
      return comment.getAuthorId();
    }
    if (event instanceof ChatMessageSent message) {
      return message.getAuthorId();
    }
    if (event instanceof CardTransaction transaction) {
      return transaction.getCardId();
    }
    if (verdict instanceof TextVerdict text) {
      return text.getAuthorId();
    }
    return verdict instanceof FraudVerdict fraud ? fraud.getCardId() : null;
  }

  private static Known known(String subjectId, Instant occurredAt) {
    return new Known(subjectId, occurredAt.toEpochMilli(), false);
  }
}

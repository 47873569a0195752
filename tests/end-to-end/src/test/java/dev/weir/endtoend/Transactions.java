package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Good card transactions and labels of them, serialised. */
final class Transactions {

  private static final BigDecimal AMOUNT = new BigDecimal("12.5000");

  private final String topic;
  private final String feedbackTopic;
  private final WeirAvroSerializer<CardTransaction> transactions;
  private final WeirAvroSerializer<Feedback> feedback;

  Transactions(TestTopics topics) {
    topic = topics.name(WeirTopic.TRANSACTIONS);
    feedbackTopic = topics.name(WeirTopic.FEEDBACK);
    transactions = new WeirAvroSerializer<>(CardTransaction.class, topics.registry());
    feedback = new WeirAvroSerializer<>(Feedback.class, topics.registry());
  }

  /** A record with a payment of that card, made now. */
  ProducerRecord<byte[], byte[]> payment(String eventId, String card, String terminal) {
    return payment(eventId, card, terminal, now());
  }

  /** A record with a payment of that card, made then. */
  ProducerRecord<byte[], byte[]> payment(
      String eventId, String card, String terminal, Instant occurredAt) {
    CardTransaction payment =
        CardTransaction.newBuilder()
            .setEventId(eventId)
            .setOccurredAt(occurredAt)
            .setCardId(card)
            .setTerminalId(terminal)
            .setAmount(AMOUNT)
            .setCurrency("EUR")
            .build();
    byte[] value = transactions.serialize(topic, payment);
    return new ProducerRecord<>(topic, card.getBytes(UTF_8), value);
  }

  /** A record with that payment, in the topic's first partition. */
  ProducerRecord<byte[], byte[]> inOrder(CardTransaction payment) {
    byte[] key = payment.getCardId().getBytes(UTF_8);
    return new ProducerRecord<>(topic, 0, key, transactions.serialize(topic, payment));
  }

  /** The same with the time of the payment as its Kafka timestamp. */
  ProducerRecord<byte[], byte[]> inItsTime(CardTransaction payment) {
    ProducerRecord<byte[], byte[]> now = inOrder(payment);
    return new ProducerRecord<>(
        topic, 0, payment.getOccurredAt().toEpochMilli(), now.key(), now.value());
  }

  /** A record with that label and its time as the Kafka timestamp. */
  ProducerRecord<byte[], byte[]> labelInItsTime(Feedback label) {
    ProducerRecord<byte[], byte[]> now = label(label);
    return new ProducerRecord<>(
        feedbackTopic, null, label.getLabelledAt().toEpochMilli(), now.key(), now.value());
  }

  /** A record with that label. */
  ProducerRecord<byte[], byte[]> label(Feedback label) {
    byte[] key = label.getEventId().getBytes(UTF_8);
    return new ProducerRecord<>(feedbackTopic, key, feedback.serialize(feedbackTopic, label));
  }

  /** Bytes that are no label, with that Kafka timestamp. */
  ProducerRecord<byte[], byte[]> poisonedLabel(String key, long atMillis) {
    return new ProducerRecord<>(feedbackTopic, null, atMillis, key.getBytes(UTF_8), new byte[9]);
  }

  /** Bytes that are no label. */
  ProducerRecord<byte[], byte[]> poisonedLabel(String key) {
    return new ProducerRecord<>(feedbackTopic, key.getBytes(UTF_8), new byte[9]);
  }

  /** Bytes that are no payment. */
  ProducerRecord<byte[], byte[]> poison() {
    return poison(null);
  }

  /** The same under that key. */
  ProducerRecord<byte[], byte[]> poison(byte[] key) {
    return new ProducerRecord<>(topic, key, new byte[9]);
  }

  /** A record with a chargeback's label, decided now. */
  ProducerRecord<byte[], byte[]> label(String eventId, Task task, String label) {
    Feedback judged =
        Feedback.newBuilder()
            .setEventId(eventId)
            .setOccurredAt(now())
            .setTask(task)
            .setLabel(label)
            .setLabeler(new Labeler("bank", LabelerKind.CHARGEBACK))
            .setLabelledAt(now())
            .build();
    return new ProducerRecord<>(
        feedbackTopic, eventId.getBytes(UTF_8), feedback.serialize(feedbackTopic, judged));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}

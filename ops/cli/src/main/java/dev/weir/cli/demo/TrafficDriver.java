package dev.weir.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.RecordSender;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.Feedback;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.simulator.SimulatedRecord;
import dev.weir.simulator.TrafficMix;
import dev.weir.simulator.card.Chargebacks;
import dev.weir.simulator.pace.RatePacer;
import dev.weir.simulator.truth.CardTruth;
import dev.weir.simulator.truth.TextTruth;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends simulated traffic at a rate, on a thread of its own, and tells the ledger of each record.
 * The truth stays here; only the event goes out, and days later by the cards' calendar the banks'
 * labels, which are no events and not counted.
 */
final class TrafficDriver implements AutoCloseable {

  private static final int MOST_AT_ONCE = 1_000;

  private final Connection connection;
  private final TrafficMix traffic;
  private final Chargebacks chargebacks;
  private final double rate;
  private final DemoLedger ledger;
  private final SchemaRegistryClient registry;
  private final WeirAvroSerializer<CommentPosted> comments;
  private final WeirAvroSerializer<ChatMessageSent> messages;
  private final WeirAvroSerializer<CardTransaction> transactions;
  private final WeirAvroSerializer<Feedback> labels;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread = new Thread(this::run, "demo-traffic");
  private volatile boolean stopping;
  private volatile @Nullable RuntimeException failure;

  TrafficDriver(
      Connection connection,
      TrafficMix traffic,
      Chargebacks chargebacks,
      double rate,
      DemoLedger ledger) {
    this.connection = connection;
    this.traffic = traffic;
    this.chargebacks = chargebacks;
    this.rate = rate;
    this.ledger = ledger;
    registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
    comments = new WeirAvroSerializer<>(CommentPosted.class, registry);
    messages = new WeirAvroSerializer<>(ChatMessageSent.class, registry);
    transactions = new WeirAvroSerializer<>(CardTransaction.class, registry);
    labels = new WeirAvroSerializer<>(Feedback.class, registry);
    producer =
        new KafkaProducer<>(
            RecordSender.producerConfig(connection),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void start() {
    thread.start();
  }

  /**
   * @throws RuntimeException what ended the traffic before it was told to
   */
  void throwFailure() {
    @Nullable RuntimeException e = failure;
    if (e != null) {
      throw e;
    }
  }

  /** Stops sending and waits until the broker has taken what was sent. */
  void stop() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.flush();
  }

  @Override
  public void close() {
    stop();
    producer.close();
    try {
      registry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    try {
      RatePacer pacer = new RatePacer(System.nanoTime(), rate, MOST_AT_ONCE);
      long sent = 0;
      while (!stopping) {
        long now = System.nanoTime();
        int due = pacer.due(now, sent);
        for (int i = 0; i < due; i++) {
          send(traffic.next(Instant.now()));
        }
        sent += due;
        if (due == 0) {
          LockSupport.parkNanos(this, pacer.nanosUntilNext(now, sent));
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void send(SimulatedRecord record) {
    String topic = connection.topicPrefix() + record.topic();
    @Nullable String eventId = expectVerdict(record);
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, record.key().getBytes(UTF_8), record.value(encode(topic, record.event()))),
            (metadata, e) -> {
              if (e == null) {
                ledger.sent(
                    new Position(metadata.topic(), metadata.partition(), metadata.offset()));
              } else {
                ledger.notSent(topic, eventId);
              }
            });
    if (record.event() instanceof CardTransaction transaction) {
      sendLabels(transaction.getOccurredAt());
    }
  }

  /** Tells the ledger what is true of an event; a broken record has no verdict to compare. */
  private @Nullable String expectVerdict(SimulatedRecord record) {
    if (record.truth() instanceof TextTruth truth) {
      ledger.expect(
          truth.eventId(),
          new DemoLedger.TrueLabels(truth.sentimentLabel(), truth.spamLabel(), truth.abuseLabel()),
          text(record.event()));
      return truth.eventId();
    }
    if (record.truth() instanceof CardTruth truth) {
      ledger.expect(truth.eventId(), truth.isFraud());
      chargebacks.paid((CardTransaction) record.event(), truth);
      return truth.eventId();
    }
    return null;
  }

  private void sendLabels(Instant calendar) {
    String topic = WeirTopic.FEEDBACK.topicName(connection.topicPrefix());
    for (Feedback label : chargebacks.due(calendar)) {
      byte[] key = label.getEventId().getBytes(UTF_8);
      var unused =
          producer.send(
              new ProducerRecord<>(topic, key, labels.serialize(topic, label)),
              (metadata, e) -> {
                if (e != null) {
                  failure = new KafkaException("the broker did not take a label", e);
                }
              });
    }
  }

  private static String text(SpecificRecord event) {
    return event instanceof CommentPosted comment
        ? comment.getText()
        : ((ChatMessageSent) event).getText();
  }

  private byte[] encode(String topic, SpecificRecord event) {
    byte @Nullable [] bytes =
        event instanceof CommentPosted comment
            ? comments.serialize(topic, comment)
            : event instanceof CardTransaction transaction
                ? transactions.serialize(topic, transaction)
                : messages.serialize(topic, (ChatMessageSent) event);
    if (bytes == null) {
      throw new IllegalStateException("an event became null");
    }
    return bytes;
  }
}

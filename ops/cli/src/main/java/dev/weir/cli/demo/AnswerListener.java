package dev.weir.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.TopicReader;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads verdicts, alerts and dead letters, on a thread of its own, and tells the ledger of each.
 */
final class AnswerListener implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final String textTopic;
  private final String fraudTopic;
  private final String alertTopic;
  private final String feedbackTopic;
  private final DemoLedger ledger;
  private final SchemaRegistryClient registry;
  private final WeirAvroDeserializer<TextVerdict> texts;
  private final WeirAvroDeserializer<FraudVerdict> frauds;
  private final WeirAvroDeserializer<FraudAlert> alerts;
  private final TopicReader reader;
  private final Thread thread = new Thread(this::run, "demo-answers");
  private volatile boolean stopping;
  private volatile @Nullable RuntimeException failure;

  AnswerListener(Connection connection, DemoLedger ledger) {
    this.ledger = ledger;
    String prefix = connection.topicPrefix();
    textTopic = WeirTopic.TEXT_VERDICTS.topicName(prefix);
    fraudTopic = WeirTopic.FRAUD_VERDICTS.topicName(prefix);
    alertTopic = WeirTopic.FRAUD_ALERTS.topicName(prefix);
    feedbackTopic = WeirTopic.FEEDBACK.topicName(prefix);
    registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
    texts = new WeirAvroDeserializer<>(TextVerdict.class, registry);
    frauds = new WeirAvroDeserializer<>(FraudVerdict.class, registry);
    alerts = new WeirAvroDeserializer<>(FraudAlert.class, registry);
    reader =
        new TopicReader(
            connection,
            List.of(textTopic, fraudTopic, alertTopic, WeirTopic.DEAD_LETTERS.topicName(prefix)));
  }

  void start() {
    thread.start();
  }

  /**
   * @throws RuntimeException what ended the listening before it was told to
   */
  void throwFailure() {
    @Nullable RuntimeException e = failure;
    if (e != null) {
      throw e;
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
      reader.close();
      registry.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    try {
      while (!stopping) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          answer(record);
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void answer(ConsumerRecord<byte[], byte[]> record) {
    String topic = record.topic();
    if (topic.equals(textTopic)) {
      ledger.verdict(value(texts, record), record.timestamp());
    } else if (topic.equals(fraudTopic)) {
      ledger.verdict(value(frauds, record), record.timestamp());
    } else if (topic.equals(alertTopic)) {
      ledger.alert(value(alerts, record));
    } else {
      deadLetter(record);
    }
  }

  private void deadLetter(ConsumerRecord<byte[], byte[]> record) {
    Position original =
        new Position(
            header(record, "__streams.errors.topic"),
            Integer.parseInt(header(record, "__streams.errors.partition")),
            Long.parseLong(header(record, "__streams.errors.offset")));
    if (original.topic().equals(feedbackTopic)) {
      throw new IllegalStateException(
          "a label was refused: " + header(record, "__streams.errors.message"));
    }
    ledger.deadLetter(original);
  }

  private static <T extends SpecificRecord> T value(
      WeirAvroDeserializer<T> reader, ConsumerRecord<byte[], byte[]> record) {
    @Nullable T value = reader.deserialize(record.topic(), record.value());
    if (value == null) {
      throw new IllegalStateException(
          "no value in " + record.topic() + " at offset " + record.offset());
    }
    return value;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null) {
      throw new IllegalStateException(
          "the dead letter at offset " + record.offset() + " has no header " + name);
    }
    return new String(header.value(), UTF_8);
  }
}

package dev.weir.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.TopicReader;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads verdicts and dead letters, on a thread of its own, and tells the ledger of each. */
final class AnswerListener implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final String verdictTopic;
  private final DemoLedger ledger;
  private final SchemaRegistryClient registry;
  private final WeirAvroDeserializer<TextVerdict> verdicts;
  private final TopicReader reader;
  private final Thread thread = new Thread(this::run, "demo-answers");
  private volatile boolean stopping;
  private volatile @Nullable RuntimeException failure;

  AnswerListener(Connection connection, DemoLedger ledger) {
    this.ledger = ledger;
    verdictTopic = WeirTopic.TEXT_VERDICTS.topicName(connection.topicPrefix());
    registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
    verdicts = new WeirAvroDeserializer<>(TextVerdict.class, registry);
    reader =
        new TopicReader(
            connection,
            List.of(verdictTopic, WeirTopic.DEAD_LETTERS.topicName(connection.topicPrefix())));
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
    if (record.topic().equals(verdictTopic)) {
      @Nullable TextVerdict verdict = verdicts.deserialize(record.topic(), record.value());
      if (verdict == null) {
        throw new IllegalStateException("a verdict without a value at offset " + record.offset());
      }
      ledger.verdict(verdict, record.timestamp());
    } else {
      ledger.deadLetter(
          new Position(
              header(record, "__streams.errors.topic"),
              Integer.parseInt(header(record, "__streams.errors.partition")),
              Long.parseLong(header(record, "__streams.errors.offset"))));
    }
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

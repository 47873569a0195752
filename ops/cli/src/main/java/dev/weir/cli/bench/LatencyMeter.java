package dev.weir.cli.bench;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.TopicReader;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.Source;
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
import java.util.function.Consumer;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Time from the append of an event to the append of its verdict, both by the broker's clock. Reads
 * on a thread of its own, from the end of the topic as it is at the start.
 *
 * @param <V> kind of verdict
 */
final class LatencyMeter<V extends SpecificRecord> implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final Consumer<V> listener;
  private final Function<V, Source> source;
  private final SchemaRegistryClient registry;
  private final WeirAvroDeserializer<V> verdicts;
  private final TopicReader reader;
  private final Recorder millis = new Recorder(2);
  private final Thread thread = new Thread(this::run, "bench-latency");
  private volatile boolean stopping;
  private volatile @Nullable RuntimeException failure;

  private LatencyMeter(
      Connection connection,
      WeirTopic topic,
      Class<V> kind,
      Function<V, Source> source,
      Consumer<V> listener) {
    this.source = source;
    this.listener = listener;
    registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
    verdicts = new WeirAvroDeserializer<>(kind, registry);
    reader = new TopicReader(connection, List.of(topic.topicName(connection.topicPrefix())));
    reader.seekToEnd();
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Of the verdicts on texts.
   *
   * @param listener told of each verdict, on the meter's thread
   */
  static LatencyMeter<TextVerdict> ofTexts(Connection connection, Consumer<TextVerdict> listener) {
    return new LatencyMeter<>(
        connection, WeirTopic.TEXT_VERDICTS, TextVerdict.class, TextVerdict::getSource, listener);
  }

  /** Of the verdicts on payments. */
  static LatencyMeter<FraudVerdict> ofPayments(Connection connection) {
    return new LatencyMeter<>(
        connection,
        WeirTopic.FRAUD_VERDICTS,
        FraudVerdict.class,
        FraudVerdict::getSource,
        verdict -> {});
  }

  /** Milliseconds of the verdicts since the last call. */
  Histogram take() {
    @Nullable RuntimeException e = failure;
    if (e != null) {
      throw e;
    }
    return millis.getIntervalHistogram();
  }

  private void run() {
    try {
      while (!stopping) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          @Nullable V verdict = verdicts.deserialize(record.topic(), record.value());
          if (verdict != null) {
            long appended = source.apply(verdict).getTimestamp().toEpochMilli();
            millis.recordValue(Math.max(0, record.timestamp() - appended));
            listener.accept(verdict);
          }
        }
      }
    } catch (RuntimeException e) {
      failure = e;
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
}

package dev.weir.scoring;

import dev.weir.scoring.record.OutboundRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what models on trial say. Best effort: a record that the broker does not take is gone, as
 * nobody acts on it. For the shadow's thread.
 */
final class KafkaShadowSink implements Consumer<OutboundRecord>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaShadowSink.class);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param kafka settings of the producer, {@code bootstrap.servers} among them
   */
  KafkaShadowSink(Map<String, ?> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void accept(OutboundRecord record) {
    try {
      Future<RecordMetadata> unused =
          producer.send(new ProducerRecord<>(record.topic(), record.key(), record.value()));
    } catch (KafkaException e) {
      LOG.debug("a verdict in shadow was not written: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}

package dev.weir.console.feedback;

import dev.weir.schemas.Feedback;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes labels to the topic {@code feedback} and waits until all replicas have them. Thread-safe;
 * owns its producer.
 */
public final class LabelWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LabelWriter.class);
  private static final int BLOCK_MILLIS = 4_000;
  private static final int REQUEST_MILLIS = 4_000;
  private static final int DELIVERY_MILLIS = 9_000;
  private static final long BUFFER_BYTES = 8L << 20;

  private final String topic;
  private final WeirAvroSerializer<Feedback> values;
  private final KafkaProducer<byte[], byte[]> producer;

  private LabelWriter(
      String topic, WeirAvroSerializer<Feedback> values, KafkaProducer<byte[], byte[]> producer) {
    this.topic = topic;
    this.values = values;
    this.producer = producer;
  }

  /**
   * A writer; nothing is contacted yet.
   *
   * @param registry stays the caller's, who closes it after the writer
   */
  public static LabelWriter open(
      String bootstrapServers, String topicPrefix, SchemaRegistryClient registry) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    return new LabelWriter(
        WeirTopic.FEEDBACK.topicName(topicPrefix),
        new WeirAvroSerializer<>(Feedback.class, registry),
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /**
   * Writes the labels; answers for each, in their order, whether the broker has it. Blocks for some
   * ten seconds at most where broker or registry do not answer.
   */
  List<Boolean> write(List<Feedback> labels) throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      // once for all of them: without a broker each would wait by itself
      var unused = producer.partitionsFor(topic);
      for (Feedback label : labels) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    topic,
                    label.getEventId().getBytes(StandardCharsets.UTF_8),
                    values.serialize(topic, label))));
      }
    } catch (KafkaException e) {
      LOG.warn("labels cannot be written: {}", e.getMessage());
    }
    List<Boolean> taken = new ArrayList<>();
    for (Future<RecordMetadata> one : sent) {
      taken.add(isTaken(one));
    }
    while (taken.size() < labels.size()) {
      taken.add(false);
    }
    return taken;
  }

  private static boolean isTaken(Future<RecordMetadata> sent) throws InterruptedException {
    try {
      var unused = sent.get();
      return true;
    } catch (ExecutionException e) {
      LOG.warn("a label was not taken: {}", String.valueOf(e.getCause()));
      return false;
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}

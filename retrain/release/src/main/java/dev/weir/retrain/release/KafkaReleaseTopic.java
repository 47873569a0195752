package dev.weir.retrain.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.retrain.release.ReleaseException.Problem;
import dev.weir.schemas.ModelRelease;
import dev.weir.serde.RegistryUnavailableException;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic on a broker. Not thread-safe. */
final class KafkaReleaseTopic implements ReleaseTopic {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaReleaseTopic.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> kafka;
  private final String topic;
  private final WeirAvroDeserializer<ModelRelease> reader;
  private final WeirAvroSerializer<ModelRelease> writer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private @Nullable KafkaProducer<byte[], byte[]> producer; // from the first append on

  /**
   * @param kafka settings of clients, {@code bootstrap.servers} among them
   * @param registry stays the caller's
   */
  KafkaReleaseTopic(Map<String, ?> kafka, String topicPrefix, SchemaRegistryClient registry) {
    this.kafka = Map.copyOf(kafka);
    this.topic = WeirTopic.MODEL_RELEASES.topicName(topicPrefix);
    this.reader = new WeirAvroDeserializer<>(ModelRelease.class, registry);
    this.writer = new WeirAvroSerializer<>(ModelRelease.class, registry);
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("auto.offset.reset", "earliest");
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public List<ModelRelease> read() {
    try {
      List<ConsumerRecord<byte[], byte[]>> records = records();
      records.sort(
          Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
              .thenComparingInt(ConsumerRecord::partition)
              .thenComparingLong(ConsumerRecord::offset));
      List<ModelRelease> releases = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        ModelRelease release = decoded(record);
        if (release != null) {
          releases.add(release);
        }
      }
      return releases;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      throw away(e);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> records() {
    var infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw new ReleaseException(
          Problem.BROKER_AWAY,
          "the broker has no topic "
              + topic
              + "; check the prefix of topics, or create them with `weir up`");
    }
    List<TopicPartition> partitions =
        infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(records::add);
    }
    return records;
  }

  /** The record, or null where it is none that the jobs would take. */
  private @Nullable ModelRelease decoded(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null ? null : reader.deserialize(topic, record.value());
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn(
          "{}-{}@{} is no release, as jobs see it too: {}",
          topic,
          record.partition(),
          record.offset(),
          e.getMessage());
      return null;
    }
  }

  @Override
  public long append(ModelRelease release) {
    byte[] key = release.getTask().name().getBytes(UTF_8);
    try {
      byte[] value = writer.serialize(topic, release);
      return producer().send(new ProducerRecord<>(topic, key, value)).get().timestamp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw away(e.getCause() == null ? e : e.getCause());
    } catch (KafkaException e) {
      throw away(e);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    if (producer == null) {
      Map<String, Object> settings = new HashMap<>(kafka);
      settings.remove("default.api.timeout.ms");
      settings.put("acks", "all");
      settings.put("enable.idempotence", true);
      settings.put("request.timeout.ms", 5_000);
      settings.put("delivery.timeout.ms", 9_000);
      settings.put("max.block.ms", 9_000);
      producer =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  private ReleaseException away(Throwable cause) {
    return new ReleaseException(
        Problem.BROKER_AWAY,
        "topic "
            + topic
            + " at "
            + kafka.get("bootstrap.servers")
            + ": "
            + cause.getMessage()
            + "; check that broker and registry run, then look at `weir release list` before you"
            + " repeat it",
        cause);
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
    }
  }
}

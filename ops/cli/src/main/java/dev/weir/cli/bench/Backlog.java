package dev.weir.cli.bench;

import dev.weir.cli.kafka.Connection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A backlog that appears at once: events are written inside a transaction, which readers of
 * committed records do not see, and become visible with its commit. The pipeline that is measured
 * stays warm, and producing costs it nothing while it is measured. Not thread-safe.
 */
final class Backlog implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;

  Backlog(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    config.remove("default.api.timeout.ms");
    config.put("transactional.id", "weir-bench-" + UUID.randomUUID());
    config.put("transaction.timeout.ms", 600_000);
    config.put("linger.ms", 20);
    config.put("batch.size", 256 * 1024);
    config.put("delivery.timeout.ms", 60_000);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  /** Writes so many events, unseen. */
  void load(Supplier<ProducerRecord<byte[], byte[]>> events, int count) {
    producer.beginTransaction();
    for (int i = 0; i < count; i++) {
      var unused = producer.send(events.get());
    }
    producer.flush();
  }

  /** Makes them visible. */
  void reveal() {
    producer.commitTransaction();
  }

  @Override
  public void close() {
    producer.close();
  }
}

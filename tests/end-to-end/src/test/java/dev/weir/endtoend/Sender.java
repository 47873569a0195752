package dev.weir.endtoend;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends raw records, and fails at the end if the broker did not take one. Confined to one thread.
 */
final class Sender implements AutoCloseable {

  private static final int MAX_REQUEST = 4 << 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  Sender(String bootstrapServers) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrapServers);
    config.put("max.request.size", MAX_REQUEST);
    // on a topic made a moment ago the broker may refuse the first batch and take the second; sent
    // one after the other, the first is repeated, otherwise it is out of sequence for ever
    config.put("max.in.flight.requests.per.connection", 1);
    // a broker that is away for a while is waited for
    config.put("delivery.timeout.ms", 600_000);
    config.put("max.block.ms", 600_000);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    var unused = producer.send(record, (metadata, error) -> failure.compareAndSet(null, error));
  }

  /**
   * Waits until the broker has everything.
   *
   * @throws IllegalStateException when it did not take a record
   */
  @Override
  public void close() {
    producer.close();
    if (failure.get() != null) {
      throw new IllegalStateException("the broker did not take a record", failure.get());
    }
  }
}

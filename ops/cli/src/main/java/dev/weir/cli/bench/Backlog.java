package dev.weir.cli.bench;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.kafka.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
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
    var unused = add(i -> events.get(), count);
  }

  /** Begins one that is written in parts. */
  void begin() {
    producer.beginTransaction();
  }

  /**
   * Writes so many more, unseen.
   *
   * @param events the event of each number, from 0
   * @return where each of them stands
   */
  List<RecordMetadata> add(IntFunction<ProducerRecord<byte[], byte[]>> events, int count) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sent.add(producer.send(events.apply(i)));
    }
    producer.flush();
    return sent.stream().map(Backlog::done).toList();
  }

  private static RecordMetadata done(Future<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new CommandFailure("an event of the bench was not written: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
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

package dev.weir.cli.bench;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.RecordSender;
import dev.weir.simulator.pace.RatePacer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events at an even rate on the caller's thread. Not thread-safe. */
final class SteadyTraffic implements AutoCloseable {

  private static final int MOST_AT_ONCE = 1_000;

  private final Supplier<ProducerRecord<byte[], byte[]>> events;
  private final KafkaProducer<byte[], byte[]> producer;

  SteadyTraffic(Connection connection, Supplier<ProducerRecord<byte[], byte[]>> events) {
    this.events = events;
    Map<String, Object> config = new HashMap<>(RecordSender.producerConfig(connection));
    config.put("max.in.flight.requests.per.connection", 5);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends at that rate for that long; returns how many were sent. */
  long send(double ratePerSecond, Duration time) {
    long begin = System.nanoTime();
    RatePacer pacer = new RatePacer(begin, ratePerSecond, MOST_AT_ONCE);
    long sent = 0;
    for (long now = begin; now - begin < time.toNanos(); now = System.nanoTime()) {
      int due = pacer.due(now, sent);
      for (int i = 0; i < due; i++) {
        var unused = producer.send(events.get());
      }
      sent += due;
      if (due == 0) {
        LockSupport.parkNanos(this, pacer.nanosUntilNext(now, sent));
      }
    }
    producer.flush();
    return sent;
  }

  @Override
  public void close() {
    producer.close();
  }
}

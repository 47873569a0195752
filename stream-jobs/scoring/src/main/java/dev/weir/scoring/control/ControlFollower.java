package dev.weir.scoring.control;

import dev.weir.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of policies and releases from their beginning, for as long as it is open, on a
 * thread of its own. The topics are the truth: nothing of them is kept in an engine's state. A
 * topic that does not exist yet is looked for again. Thread-safe; owns the consumer and what is
 * closed with it.
 *
 * @param <F> what policies look at
 */
public final class ControlFollower<F> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlFollower.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final ControlRecords<F> records;
  private final Consumer<ControlSnapshot<F>> listener;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread thread;
  private volatile ControlSnapshot<F> snapshot;
  private volatile boolean closed;
  // the follower's thread alone
  private Map<TopicPartition, Long> ends = Map.of();
  private long lookedAtNanos;

  /**
   * @param consumer without a group; used by the follower's thread alone
   * @param listener told of each new snapshot, on the follower's thread
   */
  ControlFollower(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      List<String> topics,
      ControlRecords<F> records,
      Consumer<ControlSnapshot<F>> listener) {
    this.consumer = consumer;
    this.topics = List.copyOf(topics);
    this.records = records;
    this.listener = listener;
    this.snapshot = records.snapshot();
    this.thread = new Thread(this::run, "weir-control");
    thread.setDaemon(true);
  }

  ControlFollower<F> start() {
    thread.start();
    return this;
  }

  /** What holds now. */
  public ControlSnapshot<F> snapshot() {
    return snapshot;
  }

  /**
   * Waits until everything that was published before the follower was opened is known, however long
   * the broker takes.
   *
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  public void awaitCaughtUp() throws InterruptedException {
    while (!caughtUp.await(10, TimeUnit.SECONDS)) {
      LOG.warn("waiting for the broker to read {}; no record is lost", topics);
    }
  }

  private void run() {
    try (consumer) {
      while (!closed) {
        turn();
      }
    } catch (WakeupException | InterruptException e) {
      LOG.debug("stopped following {}", topics);
    } finally {
      caughtUp.countDown();
    }
  }

  private void turn() {
    try {
      assignNewPartitions();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
      publish();
      if (caughtUp.getCount() > 0 && isCaughtUp()) {
        caughtUp.countDown();
      }
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn("cannot read {}, what is known still holds: {}", topics, e.getMessage());
      pause();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    while (!closed) {
      try {
        records.take(record);
        return;
      } catch (RegistryUnavailableException e) {
        LOG.warn("schema registry does not answer, trying again: {}", e.getMessage());
        pause();
      }
    }
  }

  private void publish() {
    ControlSnapshot<F> now = records.snapshot();
    if (!now.equals(snapshot)) {
      snapshot = now;
      listener.accept(now);
    }
  }

  private void assignNewPartitions() {
    long now = System.nanoTime();
    boolean first = lookedAtNanos == 0;
    if (!first && now - lookedAtNanos < LOOK_AGAIN_NANOS) {
      return;
    }
    List<TopicPartition> found = new ArrayList<>();
    for (String topic : topics) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      if (partitions != null) {
        partitions.forEach(info -> found.add(new TopicPartition(topic, info.partition())));
      }
    }
    lookedAtNanos = now;
    List<TopicPartition> added = new ArrayList<>(found);
    added.removeAll(consumer.assignment());
    if (!added.isEmpty()) {
      consumer.assign(found);
      consumer.seekToBeginning(added);
      if (caughtUp.getCount() > 0) {
        ends = new HashMap<>(consumer.endOffsets(found));
      }
    }
  }

  private boolean isCaughtUp() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  /** Stops following; returns when the consumer is closed. */
  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

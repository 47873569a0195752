package dev.weir.endtoend;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Inputs of a kind of traffic, about 650 a second until closed. Thread-safe. */
final class Inputs implements AutoCloseable {

  private static final int BURST = 10;
  private static final long BURST_PAUSE_NANOS = 15_000_000;

  private final TestTopics topics;
  private final Traffic traffic;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final CompletableFuture<Void> sending;

  private Inputs(TestTopics topics, Traffic traffic) {
    this.topics = topics;
    this.traffic = traffic;
    sending = CompletableFuture.runAsync(this::send);
  }

  static Inputs flowing(TestTopics topics, Traffic traffic) {
    return new Inputs(topics, traffic);
  }

  /** Sends so many as fast as it can; the broker has them all on return. */
  static void sendAtOnce(TestTopics topics, Traffic traffic, int count) {
    try (Sender sender = topics.sender()) {
      for (int i = 0; i < count; i++) {
        sender.send(traffic.input(i));
      }
    }
  }

  /** How many were handed to the producer: the numbers below that. */
  int sent() {
    return sent.get();
  }

  /** Ends the flow and answers how many inputs there were; the broker has them all. */
  int stop() {
    enough.set(true);
    sending.join();
    return sent.get();
  }

  private void send() {
    try (Sender sender = topics.sender()) {
      for (int i = 0; !enough.get(); i++) {
        sender.send(traffic.input(i));
        sent.set(i + 1);
        if (i % BURST == 0) {
          LockSupport.parkNanos(BURST_PAUSE_NANOS);
        }
      }
    }
  }

  @Override
  public void close() {
    enough.set(true);
  }
}

package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.serde.topic.WeirTopic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Numbered inputs, about 650 a second until closed: comments and chat messages, every hundredth one
 * unreadable. Thread-safe.
 */
final class Inputs implements AutoCloseable {

  /** Every so many inputs one has no answer but a dead letter. */
  static final int POISON_EVERY = 100;

  private static final int BURST = 10;
  private static final long BURST_PAUSE_NANOS = 15_000_000;

  private final TestTopics topics;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final CompletableFuture<Void> sending;

  private Inputs(TestTopics topics) {
    this.topics = topics;
    sending = CompletableFuture.runAsync(this::send);
  }

  static Inputs flowing(TestTopics topics) {
    return new Inputs(topics);
  }

  /** Sends so many as fast as it can; the broker has them all on return. */
  static void sendAtOnce(TestTopics topics, int count) {
    Comments comments = new Comments(topics);
    try (Sender sender = topics.sender()) {
      for (int i = 0; i < count; i++) {
        sender.send(input(topics, comments, i));
      }
    }
  }

  /** How many were handed to the producer: the numbers below that. */
  int sent() {
    return sent.get();
  }

  /** Whether the answer to that number is a dead letter. */
  static boolean isPoison(int number) {
    return number % POISON_EVERY == 0;
  }

  /** Ends the flow and answers how many inputs there were; the broker has them all. */
  int stop() {
    enough.set(true);
    sending.join();
    return sent.get();
  }

  private void send() {
    Comments comments = new Comments(topics);
    try (Sender sender = topics.sender()) {
      for (int i = 0; !enough.get(); i++) {
        sender.send(input(topics, comments, i));
        sent.set(i + 1);
        if (i % BURST == 0) {
          LockSupport.parkNanos(BURST_PAUSE_NANOS);
        }
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> input(TestTopics topics, Comments comments, int i) {
    if (isPoison(i)) {
      byte[] key = ("poison-" + i).getBytes(UTF_8);
      return new ProducerRecord<>(topics.name(WeirTopic.COMMENTS), key, new byte[9]);
    }
    String text = "the lid of number " + i + " does not close";
    return i % 2 == 0
        ? comments.comment("subject-" + i % 97, "event-" + i, "author-" + i % 971, text)
        : comments.chatMessage("room-" + i % 97, "event-" + i, text);
  }

  @Override
  public void close() {
    enough.set(true);
  }
}

package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Kafka Streams application is killed while events flow and started again on its folder: every
 * input has one distinct verdict id or one dead letter. Twice in an ordinary build, ten times with
 * {@code -Plong}. Batches are large and old, so that nearly every commit and every kill meets
 * records that wait for theirs.
 */
class StreamsKillIT {

  private static final int KILLS = Integer.getInteger("weir.kills", 2);
  private static final int INPUTS_OF_A_KILL = 6_000;
  private static final int BURST = 40;
  private static final long BURST_PAUSE_NANOS = 15_000_000;

  /** Every so many records one has no answer but a dead letter. */
  private static final int POISON_EVERY = 100;

  private static final List<String> OPTIONS =
      List.of(
          "--instance-id",
          "one",
          "--threads",
          "2",
          "--batch-size",
          "500",
          "--batch-age-ms",
          "150",
          "--commit-interval-ms",
          "100",
          "--session-timeout-ms",
          "6000");

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path dir;

  @Test
  void killed_atLeastOnce_everyInputHasOneDistinctAnswer() throws Exception {
    runAndKill("streams-kill.");
  }

  @Test
  void killed_exactlyOnce_noAnswerIsMissingOrDoubled() throws Exception {
    assertThat(runAndKill("streams-kill-once.", "--exactly-once")).isZero();
  }

  /** How many answers were doubled, once every input has one and the application was stopped. */
  private int runAndKill(String prefix, String... more) throws Exception {
    String[] options = Stream.concat(OPTIONS.stream(), Stream.of(more)).toArray(String[]::new);
    Platform platform = SharedPlatform.get();
    long seed = System.nanoTime();
    System.out.println(prefix + " kills with the seed " + seed);
    Random random = new Random(seed);
    int inputs = INPUTS_OF_A_KILL * KILLS;
    try (TestTopics topics = TestTopics.create(platform, prefix);
        TopicTail verdicts = topics.tail(WeirTopic.TEXT_VERDICTS);
        TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS)) {
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(topics, inputs));
      VerdictCount count = new VerdictCount(topics);
      StreamsApp app = start(platform, topics, options);
      try {
        for (int kill = 1; kill <= KILLS; kill++) {
          int answered = (int) ((kill - random.nextDouble()) * inputs * 0.8 / KILLS);
          assertThat(verdicts.readUntil(all -> count.take(all).events() >= answered, LIMIT))
              .as("%s of %s events answered before kill %s", answered, inputs, kill)
              .isTrue();
          app.kill();
          app = start(platform, topics, options);
        }
        int good = inputs - inputs / POISON_EVERY;
        verdicts.readUntil(all -> count.take(all).events() >= good, LIMIT);
        letters.readUntil(all -> distinct(all) >= inputs / POISON_EVERY, LIMIT);
        sending.join();
        assertThat(app.stop()).isZero();
        verdicts.readToEnd();
        letters.readToEnd();
        assertThat(count.take(verdicts.records()).events()).isEqualTo(good);
        assertThat(distinct(letters.records())).isEqualTo(inputs / POISON_EVERY);
        return count.doubled()
            + letters.records().size()
            - Math.toIntExact(distinct(letters.records()));
      } finally {
        app.close();
      }
    }
  }

  private StreamsApp start(Platform platform, TestTopics topics, String... options) {
    return StreamsApp.start(platform, topics, SharedPlatform.sampleModel(), dir, options);
  }

  private static long distinct(List<ConsumerRecord<byte[], byte[]>> letters) {
    return letters.stream().map(letter -> new String(letter.key(), UTF_8)).distinct().count();
  }

  /** About 2,600 records a second, comments and chat, one of a hundred unreadable. */
  private static void send(TestTopics topics, int inputs) {
    Comments comments = new Comments(topics);
    try (Sender sender = topics.sender()) {
      for (int i = 0; i < inputs; i++) {
        String text = "the lid of number " + i + " does not close";
        sender.send(
            i % POISON_EVERY == 0
                ? new ProducerRecord<>(
                    topics.name(WeirTopic.COMMENTS), ("poison-" + i).getBytes(UTF_8), new byte[9])
                : i % 2 == 0
                    ? comments.comment("subject-" + i % 97, "event-" + i, text)
                    : comments.chatMessage("room-" + i % 97, "event-" + i, text));
        if (i % BURST == 0) {
          LockSupport.parkNanos(BURST_PAUSE_NANOS);
        }
      }
    }
  }
}

package dev.weir.cli.bench;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.TopicReader;
import dev.weir.serde.topic.WeirTopic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How many answers there are, by the ends of their topics; right for a job that writes without
 * transactions. Not thread-safe.
 */
final class AnswerCount implements AutoCloseable {

  private static final long POLL_NANOS = 20_000_000;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final double FROM = 0.1;
  private static final double TO = 0.9;

  private final TopicReader ends;

  /**
   * @param topics where answers are written, and nothing else
   */
  AnswerCount(Connection connection, List<String> topics) {
    ends = new TopicReader(connection, topics);
  }

  /** The answers on texts: verdicts and dead letters. */
  static AnswerCount ofTexts(Connection connection) {
    return new AnswerCount(
        connection,
        List.of(
            WeirTopic.TEXT_VERDICTS.topicName(connection.topicPrefix()),
            WeirTopic.DEAD_LETTERS.topicName(connection.topicPrefix())));
  }

  long now() {
    return ends.ends().values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Waits until that many answers have been added.
   *
   * @return answers per second from the first tenth of them to the last tenth: neither the start of
   *     a burst nor its end, where one partition is done before the others
   * @throws CommandFailure if they do not come within three minutes, or more come than expected
   */
  double rateOf(long before, long expected) {
    long begin = System.nanoTime();
    long first = 0;
    long firstAt = 0;
    long last = 0;
    long lastAt = 0;
    while (true) {
      long at = System.nanoTime();
      long added = now() - before;
      if (first == 0 && added >= expected * FROM) {
        first = added;
        firstAt = at;
      }
      if (last == 0 && added >= expected * TO) {
        last = added;
        lastAt = at;
      }
      if (added > expected) {
        throw new CommandFailure(
            "expected %,d answers, got %,d: some are doubled".formatted(expected, added));
      }
      if (added == expected) {
        return (last - first) * 1e9 / (lastAt - firstAt);
      }
      if (at - begin > LIMIT.toNanos()) {
        throw new CommandFailure(
            "expected %,d answers, got %,d within %d s"
                .formatted(expected, added, LIMIT.toSeconds()));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Shows a backlog to whoever reads it, and waits for the answers; their rate. */
  double rateOf(Backlog backlog, Supplier<ProducerRecord<byte[], byte[]>> events, int count) {
    long before = now();
    backlog.load(events, count);
    backlog.reveal();
    return rateOf(before, count);
  }

  @Override
  public void close() {
    ends.close();
  }
}

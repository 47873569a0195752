package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.serde.topic.WeirTopic;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which of the {@link Inputs} have been answered, as committed transactions show it. Holds each to
 * one verdict id that no other has, or to a dead letter, whichever is due. Confined to one thread.
 */
final class Answers implements AutoCloseable {

  private final TopicTail tail;
  private final String lettersTopic;
  private final Traffic traffic;
  private final BitSet answered = new BitSet();
  private final Map<String, Integer> byVerdictId = new HashMap<>();
  private final Map<Integer, String> verdictIds = new HashMap<>();
  private int seen;

  Answers(TestTopics topics, Traffic traffic) {
    this.traffic = traffic;
    tail = topics.tail(traffic.verdicts(), WeirTopic.DEAD_LETTERS);
    lettersTopic = topics.name(WeirTopic.DEAD_LETTERS);
  }

  /** How many inputs have an answer. */
  int count() {
    return answered.cardinality();
  }

  /** Answers beyond the first of each input. */
  int doubled() {
    return seen - count();
  }

  /** Waits until so many inputs, whichever, have an answer; tells whether they have. */
  boolean awaitCount(int inputs, Duration limit) {
    return tail.readUntil(all -> take(all).count() >= inputs, limit);
  }

  /** Waits until all inputs below that number have an answer; tells whether they have. */
  boolean awaitAllBelow(int number, Duration limit) {
    return tail.readUntil(all -> take(all).answered.nextClearBit(0) >= number, limit);
  }

  /** Reads to the present end; answers the numbers below that one without an answer. */
  BitSet missingBelow(int number) {
    tail.readToEnd();
    take(tail.records());
    BitSet missing = new BitSet();
    missing.set(0, number);
    missing.andNot(answered);
    return missing;
  }

  private Answers take(List<ConsumerRecord<byte[], byte[]>> records) {
    for (; seen < records.size(); seen++) {
      ConsumerRecord<byte[], byte[]> record = records.get(seen);
      if (record.topic().equals(lettersTopic)) {
        int number = number(new String(record.key(), UTF_8), "poison-");
        assertThat(Traffic.isPoison(number)).as("input %s is poison", number).isTrue();
        answered.set(number);
      } else {
        verdict(traffic.verdict(record));
      }
    }
    return this;
  }

  private void verdict(Traffic.Verdict verdict) {
    int number = number(verdict.eventId(), "event-");
    assertThat(Traffic.isPoison(number)).as("input %s is poison", number).isFalse();
    String first = verdictIds.putIfAbsent(number, verdict.verdictId());
    assertThat(first).as("earlier verdict of %s", number).isIn(null, verdict.verdictId());
    Integer other = byVerdictId.putIfAbsent(verdict.verdictId(), number);
    assertThat(other).as("other input with the verdict id of %s", number).isIn(null, number);
    answered.set(number);
  }

  private static int number(String id, String prefix) {
    assertThat(id).startsWith(prefix);
    return Integer.parseInt(id.substring(prefix.length()));
  }

  @Override
  public void close() {
    tail.close();
  }
}

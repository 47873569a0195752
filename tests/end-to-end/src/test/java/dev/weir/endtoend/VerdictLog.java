package dev.weir.endtoend;

import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The verdicts in a topic by event, in the order in which they came. Confined to one thread. */
final class VerdictLog implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TopicTail tail;
  private final WeirAvroDeserializer<TextVerdict> reader;
  private final Map<String, List<TextVerdict>> byEvent = new HashMap<>();
  private int seen;

  VerdictLog(TestTopics topics, WeirTopic topic) {
    tail = topics.tail(topic);
    reader = new WeirAvroDeserializer<>(TextVerdict.class, topics.registry());
  }

  /** All verdicts read so far. */
  Map<String, List<TextVerdict>> all() {
    return byEvent;
  }

  /** The only verdict of that event. */
  TextVerdict only(String eventId) {
    List<TextVerdict> verdicts = byEvent.getOrDefault(eventId, List.of());
    if (verdicts.size() != 1) {
      throw new AssertionError(eventId + " has " + verdicts.size() + " verdicts; expected one");
    }
    return verdicts.get(0);
  }

  /** Waits until each of these events has so many verdicts, and reads to the end. */
  void await(Collection<String> events, int verdicts) {
    boolean came =
        readUntil(all -> events.stream().allMatch(event -> count(event) >= verdicts), LIMIT);
    if (!came) {
      List<String> missing = events.stream().filter(event -> count(event) < verdicts).toList();
      throw new AssertionError(
          missing.size() + " events lack a verdict, such as " + missing.get(0));
    }
    tail.readToEnd();
    take();
  }

  /** Reads until the condition holds or the time is over; tells which. */
  boolean readUntil(Predicate<Map<String, List<TextVerdict>>> condition, Duration limit) {
    return tail.readUntil(records -> condition.test(take()), limit);
  }

  private int count(String event) {
    return byEvent.getOrDefault(event, List.of()).size();
  }

  private Map<String, List<TextVerdict>> take() {
    List<ConsumerRecord<byte[], byte[]>> records = tail.records();
    for (; seen < records.size(); seen++) {
      ConsumerRecord<byte[], byte[]> record = records.get(seen);
      TextVerdict verdict = reader.deserialize(record.topic(), record.value());
      byEvent.computeIfAbsent(verdict.getEventId(), id -> new ArrayList<>()).add(verdict);
    }
    return byEvent;
  }

  @Override
  public void close() {
    tail.close();
  }
}

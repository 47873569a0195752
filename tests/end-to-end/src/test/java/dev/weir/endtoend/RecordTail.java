package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The values of a topic from its beginning, each decoded once. Confined to one thread. */
final class RecordTail<T extends SpecificRecord> implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final TopicTail records;
  private final WeirAvroDeserializer<T> reader;
  private final List<T> values = new ArrayList<>();

  RecordTail(TestTopics topics, WeirTopic topic, Class<T> type) {
    records = topics.tail(topic);
    reader = new WeirAvroDeserializer<>(type, topics.registry());
  }

  /** All values, once there are so many. */
  List<T> await(int count) {
    return await(all -> all.size() >= count);
  }

  /** All values, once one of them is such. */
  List<T> awaitAny(Predicate<T> such) {
    return await(all -> all.stream().anyMatch(such));
  }

  /** All values, once they are such together. */
  List<T> await(Predicate<List<T>> such) {
    assertThat(records.readUntil(all -> such.test(decoded()), LIMIT))
        .as("what the topic holds after %s: %s", LIMIT, values.size())
        .isTrue();
    return values;
  }

  /** All values to the present end. */
  List<T> toEnd() {
    records.readToEnd();
    return decoded();
  }

  private List<T> decoded() {
    List<ConsumerRecord<byte[], byte[]>> all = records.records();
    for (ConsumerRecord<byte[], byte[]> record : all.subList(values.size(), all.size())) {
      values.add(reader.deserialize(record.topic(), record.value()));
    }
    return values;
  }

  @Override
  public void close() {
    records.close();
    reader.close();
  }
}

package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts verdicts by event, and holds each event to one verdict id. Confined to one thread. */
final class VerdictCount {

  private final WeirAvroDeserializer<TextVerdict> reader;
  private final Map<String, Integer> byEvent = new HashMap<>();
  private final Map<String, String> verdictIds = new HashMap<>();
  private int seen;

  VerdictCount(TestTopics topics) {
    reader = new WeirAvroDeserializer<>(TextVerdict.class, topics.registry());
  }

  /** Takes the records that were added to the list since the last call; answers this. */
  VerdictCount take(List<ConsumerRecord<byte[], byte[]>> records) {
    for (; seen < records.size(); seen++) {
      ConsumerRecord<byte[], byte[]> record = records.get(seen);
      TextVerdict verdict = reader.deserialize(record.topic(), record.value());
      byEvent.merge(verdict.getEventId(), 1, Integer::sum);
      String first = verdictIds.putIfAbsent(verdict.getEventId(), verdict.getVerdictId());
      assertThat(first).isIn(null, verdict.getVerdictId());
    }
    return this;
  }

  /** Events that have a verdict. */
  int events() {
    return byEvent.size();
  }

  /** Verdicts beyond the first of each event. */
  int doubled() {
    return seen - byEvent.size();
  }
}

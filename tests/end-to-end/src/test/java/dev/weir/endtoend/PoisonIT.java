package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobState;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** Poison among good records, through the embedded platform and the unchanged job jar. */
class PoisonIT {

  static final int GOOD = 200;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void poison_amongGoodRecords_givesOneDeadLetterEachAndStopsNothing() throws Exception {
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    try (TestTopics topics = TestTopics.create(platform, "poison.")) {
      topics.setMaxMessageBytes(WeirTopic.COMMENTS, 2 << 20);
      Comments comments = new Comments(topics);
      List<Poison> poisons =
          Poison.all(comments, comments.chatMessage("room", "chat", "hello").value());
      TextJob job = TextJob.submit(flink, platform, topics, SharedPlatform.sampleModel());
      send(topics, comments, poisons);

      try (TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS);
          TopicTail verdicts = topics.tail(WeirTopic.TEXT_VERDICTS)) {
        letters.readUntil(records -> records.size() >= poisons.size(), LIMIT);
        verdicts.readUntil(records -> records.size() >= GOOD, LIMIT);
        letters.readToEnd();
        verdicts.readToEnd();

        assertVerdicts(topics, verdicts.records());
        assertDeadLetters(topics, poisons, letters.records());
      }
      assertThat(flink.state(job.id())).isEqualTo(JobState.RUNNING);
      assertThat(flink.lastFailure(job.id())).isEmpty();
      job.cancel();
    }
  }

  static void send(TestTopics topics, Comments comments, List<Poison> poisons) {
    try (Sender sender = topics.sender()) {
      for (int i = 0; i < GOOD; i++) {
        sender.send(
            i % 3 == 0
                ? comments.chatMessage("room-" + i, "good-" + i, "see you at the stream")
                : comments.comment("subject-" + i, "good-" + i, "the lid does not close " + i));
        if (i < poisons.size()) {
          sender.send(record(topics, poisons.get(i)));
        }
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(TestTopics topics, Poison poison) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topics.name(WeirTopic.COMMENTS), poison.name().getBytes(UTF_8), poison.value());
    record.headers().add("traceparent", "00-ab".getBytes(UTF_8));
    return record;
  }

  static void assertVerdicts(TestTopics topics, List<ConsumerRecord<byte[], byte[]>> records) {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < GOOD; i++) {
      expected.add("good-" + i);
    }
    List<String> answered = new ArrayList<>();
    try (WeirAvroDeserializer<TextVerdict> reader =
        new WeirAvroDeserializer<>(TextVerdict.class, topics.registry())) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        TextVerdict verdict = reader.deserialize(record.topic(), record.value());
        assertThat(new String(record.key(), UTF_8))
            .isEqualTo(
                (verdict.getRoomId() == null ? "subject-" : "room-")
                    + verdict.getEventId().substring("good-".length()));
        assertThat(verdict.getModel().getName()).isEqualTo("weir-sample");
        answered.add(verdict.getEventId());
      }
    }
    assertThat(answered).containsExactlyInAnyOrderElementsOf(expected);
  }

  static void assertDeadLetters(
      TestTopics topics, List<Poison> poisons, List<ConsumerRecord<byte[], byte[]>> letters) {
    assertThat(letters)
        .extracting(letter -> new String(letter.key(), UTF_8))
        .containsExactlyInAnyOrderElementsOf(poisons.stream().map(Poison::name).toList());
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      Poison poison =
          poisons.stream()
              .filter(one -> one.name().equals(new String(letter.key(), UTF_8)))
              .findFirst()
              .orElseThrow();
      assertThat(letter.value()).as(poison.name()).isEqualTo(poison.value());
      assertThat(header(letter, "weir.stage")).as(poison.name()).isEqualTo(poison.stage());
      assertThat(header(letter, "weir.job")).isEqualTo("weir-text-scoring");
      assertThat(header(letter, "weir.failed-at")).isNotBlank();
      assertThat(header(letter, "traceparent")).isEqualTo("00-ab");
      assertThat(header(letter, "__streams.errors.topic"))
          .isEqualTo(topics.name(WeirTopic.COMMENTS));
      assertThat(header(letter, "__streams.errors.partition")).matches("\\d+");
      assertThat(header(letter, "__streams.errors.offset")).matches("\\d+");
      assertThat(header(letter, "__streams.errors.exception")).isNotBlank();
      assertThat(header(letter, "__streams.errors.message")).isNotBlank();
      assertThat(header(letter, "__streams.errors.stacktrace")).contains("\tat ");
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }
}

package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.schemas.Action;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same events through Flink and through Kafka Streams get the same verdicts. */
class ParityIT {

  private static final int EVENTS = 20_000;
  private static final float TOLERANCE = 1e-5f;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir Path dir;

  private final Instant begin = Instant.now().minus(Duration.ofMinutes(10));

  @Test
  void sameEvents_throughBothEngines_getTheSameVerdicts() throws Exception {
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    Path model = Path.of(System.getProperty("weir.models"), "weir-text", "1.0.0");
    Answers ofFlink;
    Answers ofStreams;
    try (TestTopics topics = TestTopics.create(platform, "parity-flink.")) {
      List<ProducerRecord<byte[], byte[]>> records = send(topics);
      TextJob job = TextJob.submit(flink, platform, topics, model, "--parallelism", "1");
      ofFlink = Answers.read(topics, expected(records), unreadable(records));
      job.cancel();
    }
    try (TestTopics topics = TestTopics.create(platform, "parity-streams.")) {
      List<ProducerRecord<byte[], byte[]>> records = send(topics);
      try (StreamsApp app = StreamsApp.start(platform, topics, model, dir, "--threads", "2")) {
        ofStreams = Answers.read(topics, expected(records), unreadable(records));
        assertThat(app.stop()).isZero();
      }
    }

    assertThat(ofStreams.letters).isEqualTo(ofFlink.letters);
    assertThat(ofStreams.verdicts.keySet()).isEqualTo(ofFlink.verdicts.keySet());
    ofFlink.verdicts.forEach(
        (event, verdict) -> assertSame(verdict, ofStreams.verdicts.get(event)));
    assertThat(ofFlink.verdicts.values())
        .extracting(TextVerdict::getAction)
        .contains(Action.ALLOW, Action.REVIEW, Action.REMOVE);
  }

  private List<ProducerRecord<byte[], byte[]>> send(TestTopics topics) throws Exception {
    topics.useProducersTimestamps(WeirTopic.COMMENTS);
    topics.useProducersTimestamps(WeirTopic.CHAT_MESSAGES);
    List<ProducerRecord<byte[], byte[]>> records = ParityEvents.records(topics, EVENTS, begin);
    try (Sender sender = topics.sender()) {
      records.forEach(sender::send);
    }
    return records;
  }

  private static int unreadable(List<ProducerRecord<byte[], byte[]>> records) {
    return Math.toIntExact(records.stream().filter(ParityIT::isUnreadable).count());
  }

  private static boolean isUnreadable(ProducerRecord<byte[], byte[]> record) {
    return record.value()[3] == 99 && record.value()[4] == 99;
  }

  /** How many different events can be read. */
  private static int expected(List<ProducerRecord<byte[], byte[]>> records) {
    return Math.toIntExact(
        records.stream()
            .filter(record -> !isUnreadable(record))
            .map(ParityEvents::eventId)
            .distinct()
            .count());
  }

  private static void assertSame(TextVerdict one, TextVerdict other) {
    assertThat(other.getVerdictId()).isEqualTo(one.getVerdictId());
    assertThat(other.getAction()).as(one.getEventId()).isEqualTo(one.getAction());
    assertThat(other.getReasons()).as(one.getEventId()).isEqualTo(one.getReasons());
    assertThat(other.getModel()).isEqualTo(one.getModel());
    assertThat(other.getPolicyVersion()).isEqualTo(one.getPolicyVersion());
    assertThat(other.getLanguage()).isEqualTo(one.getLanguage());
    assertThat(other.getAuthorId()).isEqualTo(one.getAuthorId());
    assertThat(other.getSource().getPartition()).isEqualTo(one.getSource().getPartition());
    assertThat(other.getSource().getOffset()).isEqualTo(one.getSource().getOffset());
    assertThat(other.getSource().getTimestamp()).isEqualTo(one.getSource().getTimestamp());
    assertThat(other.getSentiment().getLabel()).isEqualTo(one.getSentiment().getLabel());
    assertThat(other.getSpam().getLabel()).isEqualTo(one.getSpam().getLabel());
    assertThat(other.getAbuse().getLabel()).isEqualTo(one.getAbuse().getLabel());
    assertThat(other.getSpam().getScore())
        .as(one.getEventId())
        .isCloseTo(one.getSpam().getScore(), within(TOLERANCE));
    assertThat(other.getAbuse().getScore())
        .as(one.getEventId())
        .isCloseTo(one.getAbuse().getScore(), within(TOLERANCE));
  }

  /** What one engine answered. */
  private record Answers(Map<String, TextVerdict> verdicts, Set<String> letters) {

    static Answers read(TestTopics topics, int events, int unreadable) {
      try (TopicTail verdicts = topics.tail(WeirTopic.TEXT_VERDICTS);
          TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS);
          WeirAvroDeserializer<TextVerdict> reader =
              new WeirAvroDeserializer<>(TextVerdict.class, topics.registry())) {
        verdicts.readUntil(all -> all.size() >= events, LIMIT);
        letters.readUntil(all -> all.size() >= unreadable, LIMIT);
        verdicts.readToEnd();
        Map<String, TextVerdict> byEvent = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : verdicts.records()) {
          TextVerdict verdict = reader.deserialize(record.topic(), record.value());
          assertThat(byEvent.put(verdict.getEventId(), verdict))
              .as("event %s has one verdict", verdict.getEventId())
              .isNull();
        }
        assertThat(byEvent).hasSize(events);
        return new Answers(
            byEvent, letters.records().stream().map(Answers::position).collect(Collectors.toSet()));
      }
    }

    private static String position(ConsumerRecord<byte[], byte[]> letter) {
      return header(letter, "__streams.errors.partition")
          + "@"
          + header(letter, "__streams.errors.offset")
          + " "
          + header(letter, "weir.stage");
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
      return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
  }
}

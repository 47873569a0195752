package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A running job with topics of its own, and what it answers. Confined to one thread. */
final class JobUnderTest implements AutoCloseable {

  private final TestTopics topics;
  private final Comments comments;
  private final TextJob job;
  private final TopicTail verdicts;
  private final TopicTail letters;
  private final VerdictCount count;
  private final Duration limit;
  private Sender sender;

  private JobUnderTest(TestTopics topics, TextJob job, Duration limit) {
    this.topics = topics;
    this.comments = new Comments(topics);
    this.job = job;
    this.verdicts = topics.tail(WeirTopic.TEXT_VERDICTS);
    this.letters = topics.tail(WeirTopic.DEAD_LETTERS);
    this.count = new VerdictCount(topics);
    this.limit = limit;
    this.sender = topics.sender();
  }

  static JobUnderTest start(
      FlinkRest flink, Platform platform, String prefix, Duration limit, String... options) {
    TestTopics topics = TestTopics.create(platform, prefix);
    TextJob job =
        TextJob.submit(flink, platform, topics, SharedPlatform.sampleModel(), options)
            .awaitRunning();
    return new JobUnderTest(topics, job, limit);
  }

  TestTopics topics() {
    return topics;
  }

  Comments comments() {
    return comments;
  }

  TextJob job() {
    return job;
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    sender.send(record);
  }

  /** Waits until the broker has all that was sent and so many events have a verdict. */
  void awaitEvents(int events) {
    sender.close();
    sender = topics.sender();
    verdicts.readUntil(all -> count.take(all).events() >= events, limit);
    assertThat(count.events()).isEqualTo(events);
  }

  void awaitLetters(int records) {
    assertThat(letters.readUntil(all -> all.size() >= records, limit)).isTrue();
  }

  /** All verdicts to the present end. */
  VerdictCount answered() {
    verdicts.readToEnd();
    return count.take(verdicts.records());
  }

  List<ConsumerRecord<byte[], byte[]>> verdictRecords() {
    return verdicts.records();
  }

  /** Dead letters to the present end. */
  int letters() {
    letters.readToEnd();
    return letters.records().size();
  }

  @Override
  public void close() throws IOException {
    sender.close();
    verdicts.close();
    letters.close();
    topics.close();
  }
}

package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobState;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Traffic that is not as it should be, over two subtasks. */
class TrafficIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration METRICS_LIMIT = Duration.ofSeconds(60);

  @Test
  void eventsSentAHundredTimes_haveOneVerdictEach() throws Exception {
    run(
        "repeats.",
        run -> {
          for (int i = 0; i < 40 * 100; i++) {
            int event = i % 40;
            // under another key, and so on another partition, each time
            run.send(run.comments().comment("key-" + i, "event-" + event, "a lid, no. " + event));
          }
          run.awaitEvents(40);
          Awaitility.await("repeats are counted")
              .atMost(METRICS_LIMIT)
              .until(() -> run.job().counter("weir.duplicates") == 40 * 99);

          assertThat(run.answered().events()).isEqualTo(40);
          assertThat(run.answered().doubled()).isZero();
        });
  }

  @Test
  void oneKeyWithHalfOfAllTraffic_everyEventHasOneVerdict() throws Exception {
    int events = 4_000;
    run(
        "half.",
        run -> {
          for (int i = 0; i < events; i++) {
            String who = i % 2 == 0 ? "the-one" : "author-" + i;
            run.send(run.comments().comment(who, "event-" + i, who, "number " + i + " leaks"));
          }
          run.awaitEvents(events);

          assertThat(run.answered().doubled()).isZero();
          assertThat(run.letters()).isZero();
        });
  }

  @Test
  void raidOfOneText_everyEventHasOneVerdict() throws Exception {
    int events = 1_000;
    run(
        "raid.",
        run -> {
          String text = "everybody come over to the other channel tonight and win a golden kettle";
          for (int i = 0; i < events; i++) {
            run.send(run.comments().comment("key-" + i, "event-" + i, "author-" + i, text));
          }
          run.awaitEvents(events);

          assertThat(run.answered().doubled()).isZero();
        });
  }

  @Test
  void clocksThatAreWrong_stopNothingAndLoseNothing() throws Exception {
    long lastYear = Instant.now().minus(Duration.ofDays(365)).toEpochMilli();
    run(
        "clocks.",
        run -> {
          Comments comments = run.comments();
          for (int i = 0; i < 100; i++) {
            run.send(comments.comment("key-" + i, "event-" + i, "the handle is loose, " + i));
            ProducerRecord<byte[], byte[]> late =
                comments.comment("key-" + i, "late-" + i, "an old kettle, " + i);
            run.send(
                new ProducerRecord<>(late.topic(), null, lastYear + i, late.key(), late.value()));
          }
          Instant nextYear = Instant.now().plus(Duration.ofDays(365));
          run.send(comments.comment("key", "ahead", "author-1", "from next year", nextYear));
          run.awaitEvents(200);
          run.awaitLetters(1);

          assertThat(run.answered().events()).isEqualTo(200);
          assertThat(run.answered().doubled()).isZero();
          assertThat(run.letters()).isEqualTo(1);
        });
  }

  @Test
  void verdicts_ofAnyTraffic_nameTheirOrigin() throws Exception {
    run(
        "origin.",
        run -> {
          run.send(run.comments().comment("key", "event-0", "the only one"));
          run.awaitEvents(1);
          ConsumerRecord<byte[], byte[]> record = run.verdictRecords().get(0);
          try (WeirAvroDeserializer<TextVerdict> reader =
              new WeirAvroDeserializer<>(TextVerdict.class, run.topics().registry())) {
            TextVerdict verdict = reader.deserialize(record.topic(), record.value());
            assertThat(verdict.getSource().getTopic())
                .isEqualTo(run.topics().name(WeirTopic.COMMENTS));
            assertThat(verdict.getSource().getOffset()).isZero();
          }
        });
  }

  private static void run(String prefix, Consumer<JobUnderTest> test) throws Exception {
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    try (JobUnderTest run = JobUnderTest.start(flink, platform, prefix, LIMIT, "--parallelism=2")) {
      test.accept(run);
      assertThat(flink.state(run.job().id())).isEqualTo(JobState.RUNNING);
      assertThat(flink.lastFailure(run.job().id())).isEmpty();
      run.job().cancel();
    }
  }
}

package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A TaskManager, the Kafka Streams application and the broker die by SIGKILL in random order while
 * inputs flow, and start again: every input has one distinct verdict id or one dead letter, and
 * with {@code --exactly-once} one answer. Two kills a test in an ordinary build, ten with {@code
 * -Plong}, where the broker also stays away for a minute. {@link KillReport} has the times.
 */
class KillsIT {

  private static final int KILLS = Integer.getInteger("weir.kills", 2);
  private static final Duration BROKER_AWAY =
      Duration.ofSeconds(Integer.getInteger("weir.broker-away-seconds", 5));

  @TempDir static Path shared;

  private static RestartableBroker broker;

  @TempDir Path dir;

  @BeforeAll
  static void startBroker() throws IOException {
    broker = RestartableBroker.start(shared);
  }

  @AfterAll
  static void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void flink_atLeastOnce_killed_everyInputHasOneDistinctAnswer() throws Exception {
    flink("flink-kills", run -> run.killInRandomOrder(KILLS), "--checkpoint-interval", "2s");
  }

  @Test
  void flink_exactlyOnce_killed_noAnswerIsMissingOrDoubled() throws Exception {
    int doubled = flink("flink-kills-once", run -> run.killInRandomOrder(KILLS), "--exactly-once");
    assertThat(doubled).isZero();
  }

  @Test
  void flink_atLeastOnce_brokerAway_waitsAndLosesNothing() throws Exception {
    flink("flink-away", run -> run.brokerAway(BROKER_AWAY), "--checkpoint-interval", "2s");
  }

  @Test
  void flink_exactlyOnce_brokerAway_waitsAndLosesNothing() throws Exception {
    int doubled = flink("flink-away-once", run -> run.brokerAway(BROKER_AWAY), "--exactly-once");
    assertThat(doubled).isZero();
  }

  @Test
  void streams_atLeastOnce_killed_everyInputHasOneDistinctAnswer() throws Exception {
    streams("streams-kills", run -> run.killInRandomOrder(KILLS));
  }

  @Test
  void streams_exactlyOnce_killed_noAnswerIsMissingOrDoubled() throws Exception {
    int doubled =
        streams("streams-kills-once", run -> run.killInRandomOrder(KILLS), "--exactly-once");
    assertThat(doubled).isZero();
  }

  @Test
  void streams_atLeastOnce_brokerAway_waitsAndLosesNothing() throws Exception {
    streams("streams-away", run -> run.brokerAway(BROKER_AWAY));
  }

  @Test
  void streams_exactlyOnce_brokerAway_waitsAndLosesNothing() throws Exception {
    int doubled =
        streams("streams-away-once", run -> run.brokerAway(BROKER_AWAY), "--exactly-once");
    assertThat(doubled).isZero();
  }

  private interface Blows {
    void strike(KillRun run) throws IOException;
  }

  private int flink(String name, Blows blows, String... options) throws IOException {
    try (TestTopics topics = TestTopics.create(broker.endpoints(), name + ".");
        FlinkVictim victim = FlinkVictim.start(broker.endpoints(), topics, dir, options)) {
      return run(topics, victim, name, blows);
    }
  }

  private int streams(String name, Blows blows, String... options) throws IOException {
    try (TestTopics topics = TestTopics.create(broker.endpoints(), name + ".");
        StreamsVictim victim = StreamsVictim.start(broker.endpoints(), topics, dir, options)) {
      return run(topics, victim, name, blows);
    }
  }

  private static int run(TestTopics topics, Victim victim, String name, Blows blows)
      throws IOException {
    try (KillRun run = KillRun.start(broker, topics, victim, name)) {
      blows.strike(run);
      return run.finish();
    }
  }
}

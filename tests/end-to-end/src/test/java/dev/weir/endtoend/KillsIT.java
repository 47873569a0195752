package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A TaskManager, the Kafka Streams application and the broker die by SIGKILL in random order while
 * inputs flow, and start again: every input has one distinct verdict id or one dead letter, and
 * with {@code --exactly-once} one answer. Two kills a test in an ordinary build, ten with {@code
 * -Plong} – four in the second mode of an application –, where the broker also stays away for a
 * minute, in both modes. {@link KillReport} has the times.
 */
class KillsIT {

  private static final int KILLS = Integer.getInteger("weir.kills", 2);

  /** In the second mode of an application, which the first one's run has shown to live on. */
  private static final int FEWER_KILLS = Math.max(2, KILLS * 2 / 5);

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
    flink("flink-kills", KILLS, "--checkpoint-interval", "2s");
  }

  @Test
  void flink_exactlyOnce_killed_noAnswerIsMissingOrDoubled() throws Exception {
    int doubled = flink("flink-kills-once", FEWER_KILLS, "--exactly-once");
    assertThat(doubled).isZero();
  }

  @Test
  void fraudOnFlink_atLeastOnce_killed_everyPaymentIsJudgedAndInItsHistoryOnce() throws Exception {
    fraud("fraud-kills", KILLS, "--checkpoint-interval", "2s");
  }

  @Test
  void fraudOnFlink_exactlyOnce_killed_noVerdictIsMissingOrDoubled() throws Exception {
    int doubled = fraud("fraud-kills-once", FEWER_KILLS, "--exactly-once");
    assertThat(doubled).isZero();
  }

  @Test
  void streams_atLeastOnce_killed_everyInputHasOneDistinctAnswer() throws Exception {
    streams("streams-kills", KILLS);
  }

  @Test
  void streams_exactlyOnce_killed_noAnswerIsMissingOrDoubled() throws Exception {
    int doubled = streams("streams-kills-once", FEWER_KILLS, "--exactly-once");
    assertThat(doubled).isZero();
  }

  @Test
  void fraudOnStreams_killed_noVerdictIsMissingOrDoubledAndEachPaymentInItsHistoryOnce()
      throws Exception {
    String name = "fraud-streams-kills";
    try (TestTopics topics = TestTopics.create(broker.endpoints(), name + ".");
        StreamsVictim victim = StreamsVictim.fraud(broker.endpoints(), topics, dir)) {
      PaymentTraffic payments = new PaymentTraffic(topics);
      KillRun.Outcome outcome = kill(topics, payments, victim, name, KILLS);
      payments.assertEachInItsHistoryOnce(outcome.sent());
      assertThat(outcome.doubled()).isZero();
    }
  }

  @Test
  @EnabledIfSystemProperty(
      named = "weir.broker-away-seconds",
      matches = "\\d\\d+",
      disabledReason = "in ten seconds and more, as with -Plong; a killed broker is in every test")
  void brokerAway_atLeastOnce_bothEnginesWaitAndLoseNothing() throws Exception {
    brokerAway("away");
  }

  @Test
  void brokerAway_exactlyOnce_bothEnginesWaitAndLoseNothing() throws Exception {
    assertThat(brokerAway("away-once", "--exactly-once")).isZero();
  }

  /** How many answers were doubled, of both. */
  private int brokerAway(String name, String... options) throws IOException {
    try (TestTopics forFlink = TestTopics.create(broker.endpoints(), "flink-" + name + ".");
        TestTopics forStreams = TestTopics.create(broker.endpoints(), "streams-" + name + ".");
        Victim flink =
            FlinkVictim.start(broker.endpoints(), forFlink, dir.resolve("flink"), options);
        Victim streams =
            StreamsVictim.start(broker.endpoints(), forStreams, dir.resolve("streams"), options);
        KillRun ofFlink =
            KillRun.start(broker, forFlink, new TextTraffic(forFlink), flink, "flink-" + name);
        KillRun ofStreams =
            KillRun.start(
                broker, forStreams, new TextTraffic(forStreams), streams, "streams-" + name)) {
      KillRun.brokerAway(broker, BROKER_AWAY, List.of(ofFlink, ofStreams));
      return ofFlink.finish().doubled() + ofStreams.finish().doubled();
    }
  }

  private int flink(String name, int kills, String... options) throws IOException {
    try (TestTopics topics = TestTopics.create(broker.endpoints(), name + ".");
        FlinkVictim victim = FlinkVictim.start(broker.endpoints(), topics, dir, options)) {
      return kill(topics, new TextTraffic(topics), victim, name, kills).doubled();
    }
  }

  private int streams(String name, int kills, String... options) throws IOException {
    try (TestTopics topics = TestTopics.create(broker.endpoints(), name + ".");
        StreamsVictim victim = StreamsVictim.start(broker.endpoints(), topics, dir, options)) {
      return kill(topics, new TextTraffic(topics), victim, name, kills).doubled();
    }
  }

  private int fraud(String name, int kills, String... options) throws IOException {
    try (TestTopics topics = TestTopics.create(broker.endpoints(), name + ".");
        FlinkVictim victim = FlinkVictim.fraud(broker.endpoints(), topics, dir, options)) {
      PaymentTraffic payments = new PaymentTraffic(topics);
      KillRun.Outcome outcome = kill(topics, payments, victim, name, kills);
      payments.assertEachInItsHistoryOnce(outcome.sent());
      return outcome.doubled();
    }
  }

  private static KillRun.Outcome kill(
      TestTopics topics, Traffic traffic, Victim victim, String name, int kills)
      throws IOException {
    try (KillRun run = KillRun.start(broker, topics, traffic, victim, name)) {
      run.killInRandomOrder(kills);
      return run.finish();
    }
  }
}

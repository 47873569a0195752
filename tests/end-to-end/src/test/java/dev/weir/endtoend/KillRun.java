package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Inputs flow through an engine on a broker, one of the two is struck down again and again, and in
 * the end each input has its one answer. Confined to one thread.
 */
final class KillRun implements AutoCloseable {

  private static final int ANSWERED_BETWEEN = 300;
  private static final int ANSWERED_AT_RANDOM = 900;
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private final RestartableBroker broker;
  private final Victim victim;
  private final Inputs inputs;
  private final Answers answers;
  private final KillReport report;
  private final Random random;

  private KillRun(
      RestartableBroker broker,
      TestTopics topics,
      Traffic traffic,
      Victim victim,
      String name,
      long seed) {
    this.broker = broker;
    this.victim = victim;
    this.report = new KillReport(name, seed);
    this.random = new Random(seed);
    this.answers = new Answers(topics, traffic);
    this.inputs = Inputs.flowing(topics, traffic);
  }

  /**
   * What came of a run in which no input is without an answer.
   *
   * @param sent inputs: the numbers below that
   * @param doubled answers beyond the first of each input
   */
  record Outcome(int sent, int doubled) {}

  static KillRun start(
      RestartableBroker broker, TestTopics topics, Traffic traffic, Victim victim, String name) {
    long seed = Long.getLong("weir.kill-seed", System.nanoTime());
    return new KillRun(broker, topics, traffic, victim, name, seed);
  }

  /** So many kills in random order: of two the second kind is the broker, of ten four. */
  void killInRandomOrder(int kills) throws IOException {
    List<Boolean> brokers = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      brokers.add(i % 5 == 1 || i % 5 == 3);
    }
    Collections.shuffle(brokers, random);
    for (boolean ofBroker : brokers) {
      awaitLoad();
      long begin = System.nanoTime();
      if (ofBroker) {
        broker.kill();
        broker.startAgain();
      } else {
        victim.kill(random);
      }
      awaitRecovery(ofBroker ? "broker" : victim.name(), begin);
    }
  }

  /** The broker dies while inputs flow through all of these and comes back after that time. */
  static void brokerAway(RestartableBroker broker, Duration time, List<KillRun> runs)
      throws IOException {
    runs.forEach(KillRun::awaitLoad);
    long begin = System.nanoTime();
    broker.kill();
    while (System.nanoTime() - begin < time.toNanos()) {
      LockSupport.parkNanos(GLANCE.toNanos());
      runs.forEach(run -> run.victim.lookAfter());
    }
    broker.startAgain();
    long away = System.nanoTime() - begin;
    Map<KillRun, Integer> owed = new LinkedHashMap<>();
    runs.forEach(run -> owed.put(run, run.inputs.sent()));
    while (!owed.isEmpty()) {
      owed.entrySet().removeIf(one -> one.getKey().isRecovered(one.getValue(), begin, away));
      requireWithinLimit(begin + away);
    }
  }

  private boolean isRecovered(int owed, long begin, long away) {
    victim.lookAfter();
    if (!answers.awaitAllBelow(owed, GLANCE)) {
      return false;
    }
    report.add("broker", away, System.nanoTime() - begin);
    return true;
  }

  /** Waits for the last answer and ends the engine. */
  Outcome finish() throws IOException {
    int sent = inputs.stop();
    await(sent);
    String troubles = victim.troubles();
    victim.stop();
    assertThat(answers.missingBelow(sent)).as("inputs without an answer").isEqualTo(none());
    assertThat(answers.count()).as("answers to what was sent only").isEqualTo(sent);
    report.write(sent, answers.doubled(), troubles);
    return new Outcome(sent, answers.doubled());
  }

  private static BitSet none() {
    return new BitSet();
  }

  private void awaitLoad() {
    int wanted = answers.count() + ANSWERED_BETWEEN + random.nextInt(ANSWERED_AT_RANDOM);
    assertThat(answers.awaitCount(wanted, LIMIT)).as("%s inputs answered", wanted).isTrue();
  }

  private void awaitRecovery(String what, long begin) {
    long away = System.nanoTime() - begin;
    await(inputs.sent());
    report.add(what, away, System.nanoTime() - begin);
  }

  private void await(int all) {
    long begin = System.nanoTime();
    while (!answers.awaitAllBelow(all, GLANCE)) {
      victim.lookAfter();
      requireWithinLimit(begin);
    }
  }

  private static void requireWithinLimit(long begin) {
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("time until everything was answered again")
        .isLessThan(LIMIT);
  }

  @Override
  public void close() {
    inputs.close();
    answers.close();
  }
}

package dev.weir.cli.demo;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.model.ChosenModel;
import dev.weir.cli.platform.ScoringJob;
import dev.weir.platform.PlatformEndpoints;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.simulator.TrafficMix;
import dev.weir.simulator.card.Chargebacks;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One demonstration: traffic, answers, the live table, the summary. */
public final class Demo {

  private static final Duration REFRESH = Duration.ofMillis(500);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final Duration LAST_WORDS_LIMIT = Duration.ofSeconds(45);

  /**
   * What is played.
   *
   * @param sending for how long, empty until the process is told to end
   * @param rate events a second
   */
  public record Script(Optional<Duration> sending, double rate, long seed) {}

  private final PlatformEndpoints endpoints;
  private final String topicPrefix;
  private final ScoringJob texts;
  private final List<ChosenModel> models;
  private final DemoLedger ledger;
  private final CountDownLatch toldToEnd = new CountDownLatch(1);
  private final CountDownLatch summaryShown = new CountDownLatch(1);

  /**
   * @param texts the job whose batches are shown
   * @param models all that score
   */
  public Demo(
      PlatformEndpoints endpoints, String topicPrefix, ScoringJob texts, List<ChosenModel> models) {
    this.endpoints = endpoints;
    this.topicPrefix = topicPrefix;
    this.texts = texts;
    this.models = List.copyOf(models);
    ledger = new DemoLedger(WeirTopic.TRANSACTIONS.topicName(topicPrefix));
  }

  /**
   * Plays the script and shows the summary; {@link #end} ends the sending, not the summary.
   *
   * @param startUp how long it took to get here
   * @return whether every event was answered exactly once
   */
  public boolean play(
      Script script, Duration startUp, PrintWriter out, PrintWriter err, boolean json) {
    Connection connection = Connection.of(endpoints, topicPrefix);
    TrafficMix traffic = FraudTraffic.mix(script.seed(), Instant.now(), script.rate());
    Chargebacks banks = new Chargebacks(script.seed());
    try (AnswerListener answers = new AnswerListener(connection, ledger);
        TrafficDriver driver =
            new TrafficDriver(connection, traffic, banks, script.rate(), ledger)) {
      answers.start();
      long begin = System.nanoTime();
      driver.start();
      DemoView view = DemoView.on(err, new LiveTable(header()), texts::batchSize);
      while (!ended(script, begin) && !waitFor(REFRESH)) {
        driver.throwFailure();
        answers.throwFailure();
        view.show(ledger.figures(), Duration.ofNanos(System.nanoTime() - begin));
      }
      driver.stop();
      Duration sending = Duration.ofNanos(System.nanoTime() - begin);
      awaitAnswers(answers);
      view.show(ledger.figures(), sending);
      DemoSummary summary = new DemoSummary(ledger.figures(), models, sending, startUp);
      if (json) {
        out.println(summary.toJson());
      } else {
        summary.lines().forEach(out::println);
      }
      out.flush();
      return summary.accounted();
    } finally {
      summaryShown.countDown();
    }
  }

  private List<String> header() {
    return List.of(
        "",
        "models    "
            + models.stream()
                .map(model -> model.title() + (model.trained() ? "" : ": means nothing"))
                .collect(Collectors.joining(", ")),
        "Flink     " + endpoints.flinkUrl(),
        "broker    " + endpoints.bootstrapServers() + "   registry  " + endpoints.registryUrl());
  }

  private static boolean ended(Script script, long beginNanos) {
    return script
        .sending()
        .filter(limit -> System.nanoTime() - beginNanos >= limit.toNanos())
        .isPresent();
  }

  /** Returns true if the process was told to end. */
  private boolean waitFor(Duration time) {
    try {
      return toldToEnd.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void awaitAnswers(AnswerListener answers) {
    long begin = System.nanoTime();
    while (ledger.missing() > 0 && System.nanoTime() - begin < ANSWER_LIMIT.toNanos()) {
      answers.throwFailure();
      waitFor(Duration.ofMillis(50));
    }
  }

  /**
   * Ends the sending and waits until the summary is shown; to be called before the platform stops.
   */
  public void end() {
    toldToEnd.countDown();
    try {
      boolean unused = summaryShown.await(LAST_WORDS_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.Task;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.simulator.card.CardWorld;
import dev.weir.simulator.card.TransactionSource;
import dev.weir.simulator.truth.CardTruth;
import dev.weir.simulator.truth.Labelled;
import dev.weir.simulator.truth.TrueExamples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loop of fraud models beside a job that scores. Thieves have found a new way: of online
 * payments at home between 20 and 40, most are fraud. The bank says so days later.
 */
@Timeout(300)
class FraudLearningIT {

  private static final Path MODEL =
      Path.of(System.getProperty("weir.models"), "weir-fraud", "1.0.0");
  private static final Instant BEGIN = Instant.parse("2026-05-01T00:00:00Z");
  private static final int A_DAY = 500;
  private static final Duration LEARNED_FROM = Duration.ofDays(40);
  private static final Duration ON_TRIAL = Duration.ofDays(4);
  private static final Duration NOTICED = Duration.ofDays(3);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Labeler BANK = new Labeler("bank", LabelerKind.CHARGEBACK);
  private static final Labeler ANALYST = new Labeler("analyst-1", LabelerKind.ANALYST);

  private final Platform platform = SharedPlatform.get();
  private final TransactionSource source =
      new TransactionSource(3, BEGIN, CardWorld.ofPaymentsADay(A_DAY));
  private final Map<String, Labelled<CardTransaction, CardTruth>> paid = new HashMap<>();

  @TempDir private Path dir;

  @Test
  void chargebacks_becomeAModelOnTrialThatKnowsTheNewFraud() throws Exception {
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    try (TestTopics topics = TestTopics.create(platform, "fraud-loop.");
        RecordTail<FraudVerdict> verdicts =
            new RecordTail<>(topics, WeirTopic.FRAUD_VERDICTS, FraudVerdict.class);
        RecordTail<FraudVerdict> trials =
            new RecordTail<>(topics, WeirTopic.FRAUD_SHADOW_VERDICTS, FraudVerdict.class)) {
      TextJob job =
          TextJob.fraud(
              flink,
              platform.endpoints(),
              topics,
              null,
              "--model-store",
              dir.resolve("models").toString());
      try {
        pay(topics, BEGIN.plus(LEARNED_FROM));
        label(topics, verdicts.await(paid.size()));

        assertThat(retrain(topics)).contains("weir-fraud@1.1.0 released", "announced as shadow");

        awaitTrial(topics, trials);
        Set<String> before = Set.copyOf(paid.keySet());
        pay(topics, BEGIN.plus(LEARNED_FROM).plus(ON_TRIAL));
        Map<String, Double> live = risks(verdicts.await(paid.size()));
        live.keySet().removeAll(before);
        Map<String, Double> trial =
            risks(trials.await(all -> risks(all).keySet().containsAll(live.keySet())));
        trial.keySet().retainAll(live.keySet());

        assertThat(live).hasSizeGreaterThan(10);
        assertThat(mean(trial)).isGreaterThan(mean(live) + 0.2);
      } finally {
        job.cancel();
      }
    }
  }

  private String retrain(TestTopics topics) throws IOException, InterruptedException {
    Command.Answer answer =
        Command.run(
            List.of(
                "retrain",
                "--task=fraud",
                "--once",
                "--model=" + MODEL,
                "--bootstrap-servers=" + platform.endpoints().bootstrapServers(),
                "--schema-registry=" + platform.endpoints().registryUrl(),
                "--topic-prefix=" + topics.prefix(),
                "--dir=" + dir));
    assertThat(answer.exitCode()).as(answer.out()).isZero();
    return answer.out();
  }

  /** Sends the payments up to that moment. */
  private void pay(TestTopics topics, Instant until) {
    Transactions transactions = new Transactions(topics);
    try (Sender sender = topics.sender()) {
      Labelled<CardTransaction, CardTruth> next = source.next();
      while (next.event().getOccurredAt().isBefore(until)) {
        paid.put(next.event().getEventId(), next);
        sender.send(transactions.inOrder(next.event()));
        next = source.next();
      }
    }
  }

  /** Pays, one after the other, until the model on trial answers. */
  private void awaitTrial(TestTopics topics, RecordTail<FraudVerdict> trials) {
    long begin = System.nanoTime();
    while (trials.toEnd().isEmpty()) {
      assertThat(System.nanoTime() - begin).as("a trial").isLessThan(LIMIT.toNanos());
      try (Sender sender = topics.sender()) {
        Labelled<CardTransaction, CardTruth> next = source.next();
        paid.put(next.event().getEventId(), next);
        sender.send(new Transactions(topics).inOrder(next.event()));
      }
    }
  }

  /** What is known when the last payment is made, as the join writes it. */
  private void label(TestTopics topics, List<FraudVerdict> verdicts) {
    String topic = topics.name(WeirTopic.LABELLED_EXAMPLES);
    Instant knownUntil = BEGIN.plus(LEARNED_FROM).minus(NOTICED);
    try (Sender sender = topics.sender();
        WeirAvroSerializer<LabelledExample> values =
            new WeirAvroSerializer<>(LabelledExample.class, topics.registry())) {
      for (FraudVerdict verdict : verdicts) {
        boolean fraud = isFraud(verdict);
        boolean labelled = fraud || Math.floorMod(verdict.getEventId().hashCode(), 50) == 0;
        if (labelled && verdict.getOccurredAt().isBefore(knownUntil)) {
          LabelledExample example =
              LabelledExample.newBuilder()
                  .setEventId(verdict.getEventId())
                  .setOccurredAt(verdict.getOccurredAt())
                  .setEvent(event(verdict))
                  .setVerdict(verdict)
                  .setLabels(
                      List.of(
                          TrueExamples.resolved(
                              Task.FRAUD,
                              fraud ? "fraud" : "genuine",
                              fraud ? BANK : ANALYST,
                              verdict.getOccurredAt().plus(NOTICED))))
                  .build();
          sender.send(
              new ProducerRecord<>(
                  topic, verdict.getEventId().getBytes(UTF_8), values.serialize(topic, example)));
        }
      }
    }
  }

  private CardTransaction event(FraudVerdict verdict) {
    return paid.get(verdict.getEventId()).event();
  }

  private boolean isFraud(FraudVerdict verdict) {
    return paid.get(verdict.getEventId()).truth().isFraud()
        || (isOfTheNewWay(verdict) && Math.floorMod(verdict.getEventId().hashCode(), 3) > 0);
  }

  private static boolean isOfTheNewWay(FraudVerdict verdict) {
    Map<String, Float> features = verdict.getFeatures();
    float amount = features.get("amount");
    return features.get("is_online") > 0
        && features.get("is_abroad") == 0
        && amount > 20
        && amount < 40;
  }

  /** Risks of the payments of the new way, by event id. */
  private static Map<String, Double> risks(List<FraudVerdict> verdicts) {
    Map<String, Double> risks = new HashMap<>();
    for (FraudVerdict verdict : verdicts) {
      if (isOfTheNewWay(verdict)) {
        risks.put(verdict.getEventId(), (double) verdict.getRisk());
      }
    }
    return risks;
  }

  private static double mean(Map<String, Double> risks) {
    return risks.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}

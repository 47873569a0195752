package dev.weir.retrain.learning;

import dev.weir.engine.Columns;
import dev.weir.engine.EngineServices;
import dev.weir.engine.RowScorer;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.retrain.learning.fraud.PaymentInbox;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.Decision;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Source;
import dev.weir.schemas.Task;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudReplay;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.fraud.Payments;
import dev.weir.simulator.card.CardWorld;
import dev.weir.simulator.card.TransactionSource;
import dev.weir.simulator.truth.CardTruth;
import dev.weir.simulator.truth.Labelled;
import dev.weir.simulator.truth.TrueExamples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Weeks of simulated payments with features, verdicts of a model and late labels. Besides what the
 * simulator plays, thieves have found a new way: of online payments at home between 20 and 40, two
 * in three are fraud. Banks notice every fraud two to seven days later; analysts look at one
 * payment of fifty a day later.
 */
public final class SimulatedFraud implements PaymentInbox {
  public static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
  private static final Labeler BANK = new Labeler("bank", LabelerKind.CHARGEBACK);

  private final List<Paid> payments = new ArrayList<>();
  private final Instant end;
  public final List<Erasure> erasures = new ArrayList<>();

  /** A payment as the stream has it. */
  @SuppressWarnings("ArrayRecordComponent") // many, and never compared
  public record Paid(
      CardTransaction event, float[] row, float risk, boolean fraud, boolean checked, long delay) {}

  /**
   * Simulates.
   *
   * @param days that are over
   * @param perDay payments, about
   */
  public SimulatedFraud(Path model, long seed, int days, int perDay) {
    end = START.plus(Duration.ofDays(days));
    SplittableRandom random = new SplittableRandom(seed);
    TransactionSource source = new TransactionSource(seed, START, CardWorld.ofPaymentsADay(perDay));
    FraudReplay replay = new FraudReplay(FraudSettings.defaults());
    Columns columns =
        Columns.of(Arrays.stream(FraudFeature.values()).map(FraudFeature::column).toList());
    try (RowScorer scorer =
        RowScorer.open(model, columns, ScorerOptions.defaults(), EngineServices.defaults())) {
      for (Labelled<CardTransaction, CardTruth> next = source.next();
          next.event().getOccurredAt().isBefore(end);
          next = source.next()) {
        Payment payment = Payments.of(next.event());
        float[] row = replay.next(payment);
        boolean fraud = next.truth().isFraud() || (isOfTheNewWay(row) && random.nextInt(3) > 0);
        long delay = Duration.ofDays(2).toMillis() + random.nextLong(5 * 86_400_000L);
        if (fraud) {
          replay.label(payment, payment.occurredAt() + delay, true);
        }
        ScoreOutcome outcome = scorer.score(List.of(row)).get(0);
        float risk = outcome instanceof Scored scored ? scored.probabilities()[0][1] : 0;
        payments.add(
            new Paid(next.event(), row, risk, fraud, !fraud && random.nextInt(50) == 0, delay));
      }
    }
  }

  private static boolean isOfTheNewWay(float[] row) {
    float amount = row[FraudFeature.AMOUNT.index()];
    return row[FraudFeature.IS_ONLINE.index()] > 0
        && row[FraudFeature.IS_ABROAD.index()] == 0
        && amount > 20
        && amount < 40;
  }

  public List<Paid> payments() {
    return payments;
  }

  @Override
  public List<Erasure> erasures() {
    return erasures;
  }

  @Override
  public void examples(ExampleSink sink) {
    for (Paid paid : payments) {
      LabelledExample example = example(paid);
      if (example != null) {
        sink.take(example.getEventId(), example);
      }
    }
  }

  /** The example of a payment; null while nobody has labelled it. */
  public static @org.jspecify.annotations.Nullable LabelledExample example(Paid paid, Instant now) {
    Instant known =
        paid.event().getOccurredAt().plusMillis(paid.fraud() ? paid.delay() : 86_400_000L);
    if (known.isAfter(now) || !(paid.fraud() || paid.checked())) {
      return null;
    }
    Labeler by =
        paid.fraud()
            ? BANK
            : new Labeler(
                "analyst-" + paid.event().getCardId().hashCode() % 3, LabelerKind.ANALYST);
    return LabelledExample.newBuilder()
        .setEventId(paid.event().getEventId())
        .setOccurredAt(paid.event().getOccurredAt())
        .setEvent(paid.event())
        .setVerdict(verdict(paid))
        .setLabels(
            List.of(
                TrueExamples.resolved(Task.FRAUD, paid.fraud() ? "fraud" : "genuine", by, known)))
        .build();
  }

  private @org.jspecify.annotations.Nullable LabelledExample example(Paid paid) {
    return example(paid, end);
  }

  @Override
  public void verdicts(Consumer<FraudVerdict> sink) {
    payments.forEach(paid -> sink.accept(verdict(paid)));
  }

  /** The verdict of a payment, with all features. */
  public static FraudVerdict verdict(Paid paid) {
    TreeMap<String, Float> features = new TreeMap<>();
    for (FraudFeature feature : FraudFeature.values()) {
      float value = paid.row()[feature.index()];
      features.put(feature.column(), Float.isNaN(value) ? null : Float.valueOf(value));
    }
    Instant at = paid.event().getOccurredAt();
    return FraudVerdict.newBuilder()
        .setVerdictId("v-" + paid.event().getEventId())
        .setEventId(paid.event().getEventId())
        .setOccurredAt(at)
        .setSource(new Source("weir.transactions", 0, 0L, at))
        .setCardId(paid.event().getCardId())
        .setRisk(paid.risk())
        .setDecision(Decision.APPROVE)
        .setFeatures(features)
        .setModel(new ModelRef("weir-fraud", "1.0.0", "0".repeat(64)))
        .setPolicyVersion("default@1")
        .setScoredAt(at)
        .build();
  }
}

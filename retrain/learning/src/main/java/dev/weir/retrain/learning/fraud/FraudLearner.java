package dev.weir.retrain.learning.fraud;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.feedback.GuardReport;
import dev.weir.retrain.feedback.GuardSettings;
import dev.weir.retrain.feedback.Guarded;
import dev.weir.retrain.feedback.LabelGuard;
import dev.weir.retrain.fraud.WarmStart;
import dev.weir.retrain.fraud.pack.FraudPackage;
import dev.weir.retrain.fraud.train.CurvePoint;
import dev.weir.retrain.fraud.train.TrainingDataException;
import dev.weir.retrain.fraud.train.TrainingProgress;
import dev.weir.retrain.learning.gate.GateResult;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.run.Learner;
import dev.weir.retrain.learning.run.RunFolder;
import dev.weir.retrain.learning.run.RunRecord;
import dev.weir.retrain.learning.run.Trained;
import dev.weir.retrain.learning.run.UnteachableException;
import dev.weir.retrain.learning.snapshot.Intake;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds trees to a fraud model for what it misses in labelled payments. Confined to one thread.
 *
 * @param champion the live model
 * @param inbox what there is to learn from
 * @param policy how much is needed, and what the gates allow
 * @param progress told of the training
 */
public record FraudLearner(
    ModelPackage champion, PaymentInbox inbox, PromotionPolicy policy, TrainingProgress progress)
    implements Learner {

  @Override
  public String task() {
    return "fraud";
  }

  @Override
  public @Nullable String snapshot(RunFolder folder) throws IOException, UnteachableException {
    try {
      WarmStart.trees(champion); // refused before anything is read
    } catch (TrainingDataException e) {
      throw new UnteachableException(String.valueOf(e.getMessage()), e);
    }
    Intake.Counter counter = new Intake.Counter();
    List<GuardReport> guarded = new ArrayList<>();
    PromotionPolicy.Fraud rules = policy.fraud();
    PaymentIntake.Taken taken =
        PaymentIntake.of(
            inbox,
            new PaymentIntake.Settings(rules.labelsWithin(), rules.mostPayments()),
            examples -> {
              Guarded kept =
                  new LabelGuard(GuardSettings.defaults())
                      .guard(examples.stream().map(FraudLearner::onlyFraud).toList());
              guarded.add(kept.report());
              return kept.examples();
            },
            counter);
    PaymentSplit split =
        PaymentSplit.of(taken.rows(), rules.labelsWithin().toMillis(), championLearnedUntil());
    Intake intake = count(taken, split, counter);
    folder.write(INTAKE, intake);
    folder.write(GUARD, guarded.get(0));
    @Nullable String missing = nothing(taken, split, intake);
    if (missing != null) {
      return missing;
    }
    folder.write(
        GOLDEN, taken.rows().stream().filter(PaymentRow::golden).map(PaymentRow::eventId).toList());
    RunFolder.delete(folder.snapshot());
    PaymentSnapshot.write(folder.snapshot(), taken.rows(), split);
    return null;
  }

  private static LabelledExample onlyFraud(LabelledExample example) {
    return LabelledExample.newBuilder(example)
        .setLabels(
            example.getLabels().stream().filter(label -> label.getTask() == Task.FRAUD).toList())
        .build();
  }

  private long championLearnedUntil() {
    @Nullable Instant until = FraudPackage.learnedUntil(champion);
    return until == null ? Long.MIN_VALUE : until.toEpochMilli();
  }

  private static Intake count(
      PaymentIntake.Taken taken, PaymentSplit split, Intake.Counter counter) {
    int unlabelled = 0;
    for (int i = 0; i < taken.rows().size(); i++) {
      PaymentRow row = taken.rows().get(i);
      switch (split.parts().get(i)) {
        case BETWEEN -> counter.leaveOut(Intake.BETWEEN, row.weight());
        case KNOWN_LATE -> counter.leaveOut(Intake.KNOWN_LATE, row.weight());
        case TRAIN, VALID, TEST -> {
          if (row.labelled()) {
            counter.use(
                Instant.ofEpochMilli(row.occurredAt()),
                Map.of("fraud", row.fraud() ? "fraud" : "genuine"));
          } else {
            unlabelled += row.weight();
          }
        }
      }
    }
    return counter.done(taken.examples(), unlabelled, Map.of());
  }

  private @Nullable String nothing(PaymentIntake.Taken taken, PaymentSplit split, Intake intake) {
    if (taken.examples() == 0) {
      return "nobody has labelled any payment yet";
    }
    @Nullable Instant learned = FraudPackage.learnedUntil(champion);
    if (learned != null && !split.parts().contains(PaymentSplit.Part.TEST)) {
      return "%s learned from payments until %s, and none that is used here is newer, so there is none to test on; wait for newer ones. Left out: %s"
          .formatted(champion.id(), learned, intake.leftOut());
    }
    int least = policy.fraud().leastFrauds();
    for (PaymentSplit.Part part :
        List.of(PaymentSplit.Part.TRAIN, PaymentSplit.Part.VALID, PaymentSplit.Part.TEST)) {
      int needed = part == PaymentSplit.Part.TRAIN ? least : Math.max(2, least / 5);
      int frauds = 0;
      int genuine = 0;
      for (int i = 0; i < taken.rows().size(); i++) {
        boolean counts = split.parts().get(i) == part;
        frauds += counts && taken.rows().get(i).fraud() ? 1 : 0;
        genuine += counts && !taken.rows().get(i).fraud() ? 1 : 0;
      }
      if (frauds < needed || genuine < needed) {
        return ("%d frauds and %d genuine payments are left to %s, %d of each are needed; label more,"
                + " or wait: a payment is used once it is older than the label delay, %s. Left out: %s")
            .formatted(
                frauds,
                genuine,
                switch (part) {
                  case TRAIN -> "train on";
                  case VALID -> "stop and calibrate by";
                  default -> "test on";
                },
                needed,
                policy.fraud().labelDelay(),
                intake.leftOut());
      }
    }
    return null;
  }

  @Override
  public Trained train(RunFolder folder, RunRecord run) throws IOException, UnteachableException {
    RunFolder.delete(folder.pack()); // written, but what was measured of it is not known
    PaymentSnapshot data = PaymentSnapshot.read(folder.snapshot());
    int[] train = data.in(PaymentSplit.Part.TRAIN);
    int[] valid = data.in(PaymentSplit.Part.VALID);
    long begin = System.nanoTime();
    try {
      WarmStart.Result result =
          WarmStart.run(
              new WarmStart.Order(
                  champion,
                  run.version(),
                  data.rows(),
                  train,
                  valid,
                  data.test(),
                  row -> data.weights()[row],
                  data.about().hash(),
                  data.about().learnedUntil(),
                  policy.fraud().rounds(),
                  policy.fraud().mostTrees(),
                  run.seed()),
              folder.dir().resolve("work"),
              folder.pack(),
              progress);
      return new Trained(
          result.difference(),
          0,
          (System.nanoTime() - begin) / 1e9,
          result.curve().stream().map(FraudLearner::epoch).toList(),
          Map.of("fraud", train.length));
    } catch (TrainingDataException e) {
      throw new UnteachableException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Trained.Epoch epoch(CurvePoint point) {
    return new Trained.Epoch(point.rounds(), point.train(), point.valid(), point.valid());
  }

  @Override
  public GateResult gate(RunFolder folder, Trained trained) throws IOException {
    return FraudGates.run(
        champion,
        ModelPackage.read(folder.pack()),
        PaymentSnapshot.read(folder.snapshot()),
        trained.difference(),
        policy);
  }

  @Override
  public void forget(RunFolder folder) throws IOException {
    PaymentSnapshot.deleteRows(folder.snapshot());
  }

  @Override
  public @Nullable String dataHash(RunFolder folder) throws IOException {
    return Files.isDirectory(folder.snapshot())
        ? PaymentSnapshot.about(folder.snapshot()).hash()
        : null;
  }
}

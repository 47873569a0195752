package dev.weir.retrain.learning.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.retrain.fraud.pack.FraudPackage;
import dev.weir.retrain.fraud.train.TrainingProgress;
import dev.weir.retrain.learning.SimulatedFraud;
import dev.weir.retrain.learning.fraud.FraudLearner;
import dev.weir.retrain.learning.fraud.PaymentInbox;
import dev.weir.retrain.learning.gate.GateLine;
import dev.weir.retrain.learning.gate.GateResult;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.schemas.DriftSubject;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ResolvedLabel;
import dev.weir.scoring.drift.DriftReference;
import dev.weir.scoring.drift.DriftReferenceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FraudRunTest {
  private static final Path MODEL = Path.of("../../models/weir-fraud/1.0.0");
  private static SimulatedFraud payments = new SimulatedFraud(MODEL, 1, 1, 50);

  @TempDir Path home;

  @BeforeAll
  static void pay() {
    payments = new SimulatedFraud(MODEL, 1, 40, 600);
  }

  @Test
  void run_fraudOfANewKind_releasesAModelThatKnowsIt() throws IOException {
    FolderReleases releases = new FolderReleases(home.resolve("store"));

    LearningRun.Outcome outcome = run(payments, releases, MODEL);

    GateResult gates = outcome.folder().read("gates.json", GateResult.class);
    assertThat(outcome.record().reason()).isEqualTo("announced as shadow");
    assertThat(releases.announced).containsExactly("weir-fraud@1.1.0");
    Path released = home.resolve("store/weir-fraud/1.1.0");
    assertThat(PackageCheck.of(released).sound()).isTrue();
    DriftReference reference =
        DriftReferenceJson.read(Files.readAllBytes(released.resolve(DriftReference.FILE)));
    assertThat(reference.known()).containsOnlyKeys(DriftSubject.FRAUD_SCORES);
    assertThat(ModelPackage.read(released).manifest().files()).containsKey(DriftReference.FILE);
    assertThat(FraudPackage.learnedUntil(ModelPackage.read(released)))
        .isBetween(SimulatedFraud.START, SimulatedFraud.START.plus(Duration.ofDays(40)));
    assertThat(outcome.folder().report()).content().contains("weir-fraud");
    GateLine gain =
        gates.lines().stream().filter(line -> line.gate().equals("gain")).findFirst().orElseThrow();
    assertThat(gain.difference()).isGreaterThan(0.05);
    assertThat(outcome.folder().snapshot())
        .isDirectoryNotContaining(file -> file.endsWith("payments.bin"))
        .isDirectoryContaining(file -> file.endsWith("payments.json"));
  }

  @Test
  void run_wrongLabelsToLearnFrom_releasesNothing() throws IOException {
    FolderReleases releases = new FolderReleases(home.resolve("store"));
    Instant until = SimulatedFraud.START.plus(Duration.ofDays(16));

    LearningRun.Outcome outcome =
        run(
            changed(example -> example.getOccurredAt().isBefore(until) ? turned(example) : example),
            releases,
            MODEL);

    assertThat(outcome.record().state()).isEqualTo(RunState.REJECTED);
    assertThat(releases.announced).isEmpty();
    assertThat(home.resolve("store")).doesNotExist();
  }

  @Test
  void run_topicAwayWhenItIsAnnounced_goesOnAndAnnouncesOnce() throws IOException {
    FolderReleases releases = new FolderReleases(home.resolve("store"));
    releases.away = true;
    assertThatThrownBy(() -> run(payments, releases, MODEL)).hasMessageContaining("away");

    releases.away = false;
    LearningRun.Outcome outcome = run(new NoPayments(), releases, MODEL);

    assertThat(outcome.record().state()).isEqualTo(RunState.RELEASED);
    assertThat(releases.announced).containsExactly("weir-fraud@1.1.0");
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void run_cutOffBehindAnyStep_goesOnToTheSameModel(Cut cut) throws IOException {
    FolderReleases releases = new FolderReleases(home.resolve("store"));
    Learner learner = learner(payments, MODEL);
    assertThatThrownBy(() -> run(new CutOff(learner, cut), releases)).hasMessage("killed");

    LearningRun.Outcome outcome = run(learner, releases);

    LearningRun.Outcome undisturbed =
        LearningRun.run(
            order(home.resolve("undisturbed"), learner, new FolderReleases(home.resolve("other"))),
            stage -> {});
    assertThat(outcome.record().state()).isEqualTo(RunState.RELEASED);
    assertThat(releases.announced).containsExactly("weir-fraud@1.1.0");
    assertThat(new RunLedger(home.resolve("runs")).list()).hasSize(1);
    assertThat(ModelPackage.read(outcome.folder().pack()).identity())
        .isEqualTo(ModelPackage.read(undisturbed.folder().pack()).identity());
  }

  @Test
  void run_nothingLabelled_saysSo() throws IOException {
    LearningRun.Outcome outcome =
        run(new NoPayments(), new FolderReleases(home.resolve("store")), MODEL);

    assertThat(outcome.record().state()).isEqualTo(RunState.NOTHING_TO_LEARN);
    assertThat(outcome.record().reason()).isEqualTo("nobody has labelled any payment yet");
  }

  @Test
  void run_fewFrauds_saysHowManyAreMissing() throws IOException {
    LearningRun.Outcome outcome =
        run(new SimulatedFraud(MODEL, 2, 20, 60), new FolderReleases(home.resolve("store")), MODEL);

    assertThat(outcome.record().state()).isEqualTo(RunState.NOTHING_TO_LEARN);
    assertThat(outcome.record().reason())
        .contains("frauds and", "to train on, 50 of each are needed", "label delay, 7d");
  }

  @Test
  void run_modelThatLearnedFromAllThesePayments_hasNoneToBeTestedOn() throws IOException {
    Path model = Files.createDirectories(home.resolve("model"));
    for (String file : ModelPackage.read(MODEL).manifest().files().keySet()) {
      Files.copy(MODEL.resolve(file), model.resolve(file));
    }
    ObjectNode about =
        new ObjectMapper().readValue(MODEL.resolve("weir.json").toFile(), ObjectNode.class);
    ((ObjectNode) about.path("provenance"))
        .putObject("dataset")
        .put("learned_until", "2040-01-01T00:00:00Z");
    Files.writeString(model.resolve("weir.json"), about.toString());

    LearningRun.Outcome outcome = run(payments, new FolderReleases(home.resolve("store")), model);

    assertThat(outcome.record().state()).isEqualTo(RunState.NOTHING_TO_LEARN);
    assertThat(outcome.record().reason())
        .contains("weir-fraud@1.0.0 learned from payments until 2040-01-01T00:00:00Z")
        .contains("none to test on; wait for newer ones");
  }

  @Test
  void run_aModelOfAnotherKind_isRefusedByName() throws IOException {
    LearningRun.Outcome outcome =
        run(
            payments,
            new FolderReleases(home.resolve("store")),
            Path.of("../../models/weir-text/1.0.0"));

    assertThat(outcome.record().state()).isEqualTo(RunState.ABANDONED);
    assertThat(outcome.record().reason())
        .contains("weir-text@1.0.0 scores no payments", "`weir train fraud`");
  }

  private LearningRun.Outcome run(PaymentInbox inbox, Releases releases, Path model)
      throws IOException {
    return run(learner(inbox, model), releases);
  }

  private LearningRun.Outcome run(Learner learner, Releases releases) throws IOException {
    return LearningRun.run(order(home.resolve("runs"), learner, releases), stage -> {});
  }

  private static LearningRun.Order order(Path runs, Learner learner, Releases releases) {
    return new LearningRun.Order(
        runs,
        learner,
        PromotionPolicy.defaults(),
        releases,
        17,
        Instant.parse("2026-07-01T00:00:00Z"));
  }

  private static Learner learner(PaymentInbox inbox, Path model) {
    return new FraudLearner(
        ModelPackage.read(model), inbox, PromotionPolicy.defaults(), TrainingProgress.SILENT);
  }

  /** A step whose work is done and whose state is not written. */
  enum Cut {
    SNAPSHOT,
    TRAIN,
    GATE
  }

  /** Ends behind a step, as a killed process would. */
  private record CutOff(Learner learner, Cut cut) implements Learner {
    @Override
    public String task() {
      return learner.task();
    }

    @Override
    public ModelPackage champion() {
      return learner.champion();
    }

    @Override
    public @Nullable String snapshot(RunFolder folder) throws IOException, UnteachableException {
      return behind(Cut.SNAPSHOT, learner.snapshot(folder));
    }

    @Override
    public Trained train(RunFolder folder, RunRecord run) throws IOException, UnteachableException {
      return behind(Cut.TRAIN, learner.train(folder, run));
    }

    @Override
    public GateResult gate(RunFolder folder, Trained trained) throws IOException {
      return behind(Cut.GATE, learner.gate(folder, trained));
    }

    @Override
    public void forget(RunFolder folder) throws IOException {
      learner.forget(folder);
    }

    @Override
    public @Nullable String dataHash(RunFolder folder) throws IOException {
      return learner.dataHash(folder);
    }

    private <T extends @Nullable Object> T behind(Cut step, T done) throws IOException {
      if (step == cut) {
        throw new IOException("killed");
      }
      return done;
    }
  }

  private static LabelledExample turned(LabelledExample example) {
    ResolvedLabel label = example.getLabels().get(0);
    String other = label.getLabel().equals("fraud") ? "genuine" : "fraud";
    return LabelledExample.newBuilder(example)
        .setLabels(
            List.of(
                ResolvedLabel.newBuilder(label)
                    .setLabel(other)
                    .setVotes(
                        label.getVotes().stream()
                            .map(vote -> LabelVote.newBuilder(vote).setLabel(other).build())
                            .toList())
                    .build()))
        .build();
  }

  private static PaymentInbox changed(UnaryOperator<LabelledExample> change) {
    return new PaymentInbox() {
      @Override
      public List<Erasure> erasures() {
        return List.of();
      }

      @Override
      public void examples(ExampleSink sink) {
        payments.examples(
            (eventId, example) ->
                sink.take(eventId, example == null ? null : change.apply(example)));
      }

      @Override
      public void verdicts(Consumer<FraudVerdict> sink) {
        payments.verdicts(sink);
      }
    };
  }

  /** Empty topics. */
  private static final class NoPayments implements PaymentInbox {
    @Override
    public List<Erasure> erasures() {
      return List.of();
    }

    @Override
    public void examples(ExampleSink sink) {}

    @Override
    public void verdicts(Consumer<FraudVerdict> sink) {}
  }
}

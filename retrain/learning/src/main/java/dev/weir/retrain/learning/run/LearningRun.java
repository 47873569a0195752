package dev.weir.retrain.learning.run;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.feedback.GuardReport;
import dev.weir.retrain.feedback.GuardSettings;
import dev.weir.retrain.feedback.Guarded;
import dev.weir.retrain.feedback.LabelGuard;
import dev.weir.retrain.learning.LearningInput;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.gate.TextGates;
import dev.weir.retrain.learning.report.LearningReport;
import dev.weir.retrain.learning.snapshot.GoldenItems;
import dev.weir.retrain.learning.snapshot.Intake;
import dev.weir.retrain.learning.snapshot.TextSnapshot;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.train.FineTuneListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of the loop for a text model: data fixed, challenger trained from the champion, gates
 * measured, decision made, model put into the store and announced.
 *
 * <pre>
 *  BEGUN ─▶ SNAPSHOT ─▶ TRAINED ─▶ GATED ─▶ RELEASED
 *    │          │                    └────▶ REJECTED
 *    └▶ NOTHING_TO_LEARN  └▶ ABANDONED
 * </pre>
 *
 * Killed at any point, the next run goes on from the last state that was written down: the store
 * takes a package whole or not at all, and a model that was announced is not announced again.
 * Confined to one thread; the caller holds the {@link Lease}.
 */
public final class LearningRun {
  private static final String INTAKE = "intake.json";
  private static final String GUARD = "guard.json";
  private static final String GOLDEN = "golden.json";
  private static final String TRAINED = "trained.json";
  private static final String GATES = "gates.json";

  private final Order order;
  private final RunFolder folder;
  private final FineTuneListener listener;

  /** Reads what there is to learn from; asked once, when a new run begins. */
  public interface Inbox {
    /**
     * @throws IOException if it cannot be read
     */
    LearningInput read() throws IOException;
  }

  /**
   * What is to be done.
   *
   * @param home folder of the runs
   * @param champion the live model
   * @param inbox what there is to learn from
   * @param policy when a challenger may take its place
   * @param releases where it goes then
   * @param seed of a new run
   * @param now when it begins, by this machine's clock; names the run and nothing else
   */
  public record Order(
      Path home,
      ModelPackage champion,
      Inbox inbox,
      PromotionPolicy policy,
      Releases releases,
      long seed,
      Instant now) {}

  /**
   * What came of it.
   *
   * @param record the run in its last state
   * @param folder of the run
   */
  public record Outcome(RunRecord record, RunFolder folder) {}

  private LearningRun(Order order, RunFolder folder, FineTuneListener listener) {
    this.order = order;
    this.folder = folder;
    this.listener = listener;
  }

  /**
   * Goes on with the run that was cut off, or begins one.
   *
   * @throws IOException if topics, disk or store fail; the same command goes on from there
   */
  public static Outcome run(Order order, FineTuneListener listener) throws IOException {
    RunLedger ledger = new RunLedger(order.home);
    String name = order.champion.identity().name();
    @Nullable RunFolder unfinished = ledger.unfinished(name);
    if (unfinished != null) {
      RunRecord run = unfinished.record();
      if (run.champion().equals(order.champion.identity().digest())
          || isAnnounced(order, unfinished, run)) {
        listener.stage("going on with run " + run.id());
        return new LearningRun(order, unfinished, listener).goOn();
      }
      unfinished.record(
          run.in(
              RunState.ABANDONED,
              "%s is live now, it began with version %s"
                  .formatted(order.champion.id(), run.championVersion())));
    }
    RunFolder folder = ledger.next(name, order.now);
    ModelIdentity champion = order.champion.identity();
    folder.record(
        new RunRecord(
            String.valueOf(folder.dir().getFileName()),
            name,
            champion.digest(),
            champion.version(),
            NextVersion.after(champion.version(), order.releases.versions(name)),
            order.seed,
            order.now.toString(),
            RunState.BEGUN,
            ""));
    return new LearningRun(order, folder, listener).goOn();
  }

  /** Whether it was cut off between its last step and writing that down. */
  private static boolean isAnnounced(Order order, RunFolder folder, RunRecord run)
      throws IOException {
    return run.state() == RunState.GATED
        && order.releases.isAnnounced(ModelPackage.read(folder.pack()).identity());
  }

  private Outcome goOn() throws IOException {
    while (!folder.record().state().isFinal()) {
      RunRecord run = folder.record();
      switch (run.state()) {
        case BEGUN -> snapshot(run);
        case SNAPSHOT -> train(run);
        case TRAINED -> gate(run);
        case GATED -> decide(run);
        default -> throw new IllegalStateException("a run in state " + run.state());
      }
    }
    RunRecord run = folder.record();
    report(run);
    return new Outcome(run, folder);
  }

  private void snapshot(RunRecord run) throws IOException {
    listener.stage("reading labelled examples");
    LearningInput input = order.inbox.read();
    List<GuardReport> guarded = new ArrayList<>();
    PromotionPolicy.Data data = order.policy.data();
    TextSnapshot made =
        TextSnapshot.of(
            input,
            new TextSnapshot.Settings(
                order.champion.manifest().heads().stream().map(head -> head.task()).toList(),
                data.leastLabels(),
                data.recentFor(),
                data.mostReplay()),
            examples -> {
              Guarded kept = new LabelGuard(GuardSettings.defaults()).guard(examples);
              guarded.add(kept.report());
              return kept.examples();
            });
    folder.write(INTAKE, made.intake());
    folder.write(GUARD, guarded.get(0));
    if (made.snapshot().dataset().tasks().isEmpty()) {
      folder.record(run.in(RunState.NOTHING_TO_LEARN, nothing(made.intake())));
      return;
    }
    folder.write(GOLDEN, GoldenItems.of(input.examples()));
    RunFolder.delete(folder.snapshot());
    made.snapshot().write(folder.snapshot());
    folder.record(run.in(RunState.SNAPSHOT, ""));
  }

  private static String nothing(Intake intake) {
    if (intake.used() == 0) {
      return intake.examples() == 0
          ? "nobody has labelled anything yet"
          : "none of %d labelled examples can be used: %s"
              .formatted(intake.examples(), intake.leftOut());
    }
    return String.join("; ", intake.notTaught().values());
  }

  private void train(RunRecord run) throws IOException {
    Snapshot snapshot = Snapshot.read(folder.snapshot());
    if (!folder.has(TRAINED)) {
      RunFolder.delete(folder.pack()); // written, but what was measured of it is not known
      try {
        folder.write(TRAINED, Training.run(order.champion, snapshot, run, folder.pack(), listener));
      } catch (FineTuneException | DatasetException e) {
        folder.record(run.in(RunState.ABANDONED, String.valueOf(e.getMessage())));
        return;
      }
    }
    folder.record(run.in(RunState.TRAINED, ""));
  }

  private void gate(RunRecord run) throws IOException {
    listener.stage("measuring the gates");
    Trained trained = folder.read(TRAINED, Trained.class);
    folder.write(
        GATES,
        TextGates.run(
            order.champion,
            ModelPackage.read(folder.pack()),
            Snapshot.read(folder.snapshot()).dataset(),
            Set.of(folder.read(GOLDEN, String[].class)),
            new TextGates.Learned(trained.difference(), trained.turned()),
            order.policy));
    folder.record(run.in(RunState.GATED, ""));
  }

  private void decide(RunRecord run) throws IOException {
    TextGates.Result gates = folder.read(GATES, TextGates.Result.class);
    if (!gates.passed()) {
      folder.record(
          run.in(RunState.REJECTED, "does not hold: " + TextGates.failures(gates.lines())));
      return;
    }
    ModelPackage pack = ModelPackage.read(folder.pack());
    PromotionPolicy.Release release = order.policy.release();
    listener.stage("releasing " + pack.id());
    order.releases.put(folder.pack(), pack.identity());
    if (release.stage().equals("hand")) {
      folder.record(run.in(RunState.RELEASED, "in the store; announce it by hand"));
      return;
    }
    if (!order.releases.isAnnounced(pack.identity())) {
      order.releases.announce(pack.identity(), release, "run " + run.id() + ": all gates hold");
    }
    folder.record(run.in(RunState.RELEASED, "announced as " + release.stage()));
  }

  private void report(RunRecord run) throws IOException {
    LearningReport.write(
        new LearningReport.Content(
            run,
            folder.has(INTAKE) ? folder.read(INTAKE, Intake.class) : null,
            folder.has(GUARD) ? folder.read(GUARD, GuardReport.class) : null,
            folder.has(TRAINED) ? folder.read(TRAINED, Trained.class) : null,
            folder.has(GATES) ? folder.read(GATES, TextGates.Result.class) : null,
            Files.isDirectory(folder.snapshot()) ? Snapshot.read(folder.snapshot()).hash() : null),
        folder.report());
  }
}

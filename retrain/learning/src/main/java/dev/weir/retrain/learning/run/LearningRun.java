package dev.weir.retrain.learning.run;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.TrustedKeys;
import dev.weir.retrain.feedback.GuardReport;
import dev.weir.retrain.learning.gate.GateResult;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.report.LearningReport;
import dev.weir.retrain.learning.snapshot.Intake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of the loop: data fixed, challenger trained from the champion, gates measured, decision
 * made, model put into the store and announced.
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
  private static final String TRAINED = "trained.json";
  private static final String GATES = "gates.json";

  private final Order order;
  private final RunFolder folder;
  private final Consumer<String> stage;

  /**
   * What is to be done.
   *
   * @param home folder of the runs
   * @param learner what learns, and how
   * @param policy when a challenger may take its place
   * @param releases where it goes then
   * @param seed of a new run
   * @param now when it begins, by this machine's clock; names the run and nothing else
   */
  public record Order(
      Path home,
      Learner learner,
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

  private LearningRun(Order order, RunFolder folder, Consumer<String> stage) {
    this.order = order;
    this.folder = folder;
    this.stage = stage;
  }

  /**
   * Goes on with the run that was cut off, or begins one.
   *
   * @throws IOException if topics, disk or store fail; the same command goes on from there
   * @throws dev.weir.engine.error.ModelPackageException if the champion bears no signature that is
   *     asked for
   */
  public static Outcome run(Order order, Consumer<String> stage) throws IOException {
    TrustedKeys.ofEnvironment().require(order.learner.champion());
    RunLedger ledger = new RunLedger(order.home);
    for (RunFolder ended : ledger.ended()) {
      order.learner.forget(ended);
    }
    String name = order.learner.champion().identity().name();
    @Nullable RunFolder unfinished = ledger.unfinished(name);
    if (unfinished != null) {
      RunRecord run = unfinished.record();
      if (run.champion().equals(order.learner.champion().identity().digest())
          || isAnnounced(order, unfinished, run)) {
        stage.accept("going on with run " + run.id());
        return new LearningRun(order, unfinished, stage).goOn();
      }
      new LearningRun(order, unfinished, stage)
          .end(
              run.in(
                  RunState.ABANDONED,
                  "%s is live now, it began with version %s"
                      .formatted(order.learner.champion().id(), run.championVersion())));
    }
    RunFolder folder = ledger.next(name, order.now);
    ModelIdentity champion = order.learner.champion().identity();
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
    return new LearningRun(order, folder, stage).goOn();
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
    return new Outcome(folder.record(), folder);
  }

  /** The report first: a run that was killed before its end is written down ends once more. */
  private void end(RunRecord run) throws IOException {
    report(run);
    folder.record(run);
    order.learner.forget(folder);
  }

  private void snapshot(RunRecord run) throws IOException {
    stage.accept("reading labelled examples");
    @Nullable String nothing;
    try {
      nothing = order.learner.snapshot(folder);
    } catch (UnteachableException e) {
      end(run.in(RunState.ABANDONED, String.valueOf(e.getMessage())));
      return;
    }
    if (nothing == null) {
      folder.record(run.in(RunState.SNAPSHOT, ""));
    } else {
      end(run.in(RunState.NOTHING_TO_LEARN, nothing));
    }
  }

  private void train(RunRecord run) throws IOException {
    if (!folder.has(TRAINED)) {
      try {
        folder.write(TRAINED, order.learner.train(folder, run));
      } catch (UnteachableException e) {
        end(run.in(RunState.ABANDONED, String.valueOf(e.getMessage())));
        return;
      }
    }
    folder.record(run.in(RunState.TRAINED, ""));
  }

  private void gate(RunRecord run) throws IOException {
    stage.accept("measuring the gates");
    folder.write(GATES, order.learner.gate(folder, folder.read(TRAINED, Trained.class)));
    folder.record(run.in(RunState.GATED, ""));
  }

  private void decide(RunRecord run) throws IOException {
    GateResult gates = folder.read(GATES, GateResult.class);
    if (!gates.passed()) {
      end(run.in(RunState.REJECTED, "does not hold: " + gates.failures()));
      return;
    }
    ModelPackage pack = ModelPackage.read(folder.pack());
    PromotionPolicy.Release release = order.policy.release();
    stage.accept("releasing " + pack.id());
    order.releases.put(folder.pack(), pack.identity());
    if (release.stage().equals("hand")) {
      end(run.in(RunState.RELEASED, "in the store; announce it by hand"));
      return;
    }
    if (!order.releases.isAnnounced(pack.identity())) {
      order.releases.announce(pack.identity(), release, "run " + run.id() + ": all gates hold");
    }
    end(run.in(RunState.RELEASED, "announced as " + release.stage()));
  }

  private void report(RunRecord run) throws IOException {
    LearningReport.write(
        new LearningReport.Content(
            order.learner.task(),
            run,
            folder.has(Learner.INTAKE) ? folder.read(Learner.INTAKE, Intake.class) : null,
            folder.has(Learner.GUARD) ? folder.read(Learner.GUARD, GuardReport.class) : null,
            folder.has(TRAINED) ? folder.read(TRAINED, Trained.class) : null,
            folder.has(GATES) ? folder.read(GATES, GateResult.class) : null,
            order.learner.dataHash(folder)),
        folder.report());
  }
}

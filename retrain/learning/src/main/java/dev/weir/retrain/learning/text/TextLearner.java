package dev.weir.retrain.learning.text;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.feedback.GuardReport;
import dev.weir.retrain.feedback.GuardSettings;
import dev.weir.retrain.feedback.Guarded;
import dev.weir.retrain.feedback.LabelGuard;
import dev.weir.retrain.learning.LearningInput;
import dev.weir.retrain.learning.gate.GateResult;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.gate.TextGates;
import dev.weir.retrain.learning.run.Learner;
import dev.weir.retrain.learning.run.RunFolder;
import dev.weir.retrain.learning.run.RunRecord;
import dev.weir.retrain.learning.run.Trained;
import dev.weir.retrain.learning.run.UnteachableException;
import dev.weir.retrain.learning.snapshot.GoldenItems;
import dev.weir.retrain.learning.snapshot.Intake;
import dev.weir.retrain.learning.snapshot.TextSnapshot;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.train.FineTuneListener;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fine-tunes a text model on labelled comments and chat messages. Confined to one thread.
 *
 * @param champion the live model
 * @param inbox what there is to learn from
 * @param policy how much is needed, and what the gates allow
 * @param listener told of the training
 */
public record TextLearner(
    ModelPackage champion, Inbox inbox, PromotionPolicy policy, FineTuneListener listener)
    implements Learner {

  /** Reads what there is to learn from; asked once, when a new run begins. */
  public interface Inbox {
    /**
     * @throws IOException if it cannot be read
     */
    LearningInput read() throws IOException;
  }

  @Override
  public String task() {
    return "text";
  }

  @Override
  public @Nullable String snapshot(RunFolder folder) throws IOException {
    LearningInput input = inbox.read();
    List<GuardReport> guarded = new ArrayList<>();
    PromotionPolicy.Data data = policy.data();
    TextSnapshot made =
        TextSnapshot.of(
            input,
            new TextSnapshot.Settings(
                champion.manifest().heads().stream().map(head -> head.task()).toList(),
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
      return nothing(made.intake());
    }
    folder.write(GOLDEN, GoldenItems.of(input.examples()));
    RunFolder.delete(folder.snapshot());
    made.snapshot().write(folder.snapshot());
    return null;
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

  @Override
  public Trained train(RunFolder folder, RunRecord run) throws IOException, UnteachableException {
    RunFolder.delete(folder.pack()); // written, but what was measured of it is not known
    Snapshot snapshot = Snapshot.read(folder.snapshot());
    try {
      return Training.run(champion, snapshot, run, folder.pack(), listener);
    } catch (FineTuneException | DatasetException e) {
      throw new UnteachableException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public GateResult gate(RunFolder folder, Trained trained) throws IOException {
    return TextGates.run(
        champion,
        ModelPackage.read(folder.pack()),
        Snapshot.read(folder.snapshot()).dataset(),
        Set.of(folder.read(GOLDEN, String[].class)),
        new TextGates.Learned(trained.difference(), trained.turned()),
        policy);
  }

  @Override
  public void forget(RunFolder folder) throws IOException {
    Snapshot.deleteRows(folder.snapshot());
  }

  @Override
  public @Nullable String dataHash(RunFolder folder) throws IOException {
    return Files.isDirectory(folder.snapshot()) ? Snapshot.hashIn(folder.snapshot()) : null;
  }
}

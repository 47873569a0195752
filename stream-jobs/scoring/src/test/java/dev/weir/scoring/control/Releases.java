package dev.weir.scoring.control;

import dev.weir.schemas.ModelRef;
import dev.weir.schemas.ModelRelease;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.ReleaseStep;
import dev.weir.schemas.Task;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Releases for tests. */
public final class Releases {

  private Releases() {}

  public static ReleaseStep step(
      String model, ReleaseStage stage, @Nullable Double share, long at) {
    return new ReleaseStep(
        new ModelRef(model, "1.0.0", "digest-" + model),
        stage,
        share == null ? null : share.floatValue(),
        Instant.ofEpochMilli(at));
  }

  public static ReleasedModel model(String name) {
    return new ReleasedModel(name, "1.0.0", "digest-" + name);
  }

  public static ModelRelease release(Task task, ReleaseStep step, ReleaseStep... earlier) {
    return ModelRelease.newBuilder()
        .setEventId("release")
        .setOccurredAt(Instant.EPOCH)
        .setTask(task)
        .setStep(step)
        .setEarlier(Arrays.asList(earlier))
        .setReleasedBy("test")
        .build();
  }

  public static ReleaseLedger ledger(ReleaseStep... steps) {
    return ledger(ReleaseLedger.TEXT, steps);
  }

  /** The ledger with these steps as well, each published for the first of its tasks. */
  public static ReleaseLedger ledger(ReleaseLedger empty, ReleaseStep... steps) {
    ReleaseLedger ledger = empty;
    for (ReleaseStep step : List.of(steps)) {
      ledger = ledger.with(release(empty == ReleaseLedger.FRAUD ? Task.FRAUD : Task.SPAM, step));
    }
    return ledger;
  }
}

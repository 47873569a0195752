package dev.weir.retrain.release;

import dev.weir.schemas.ModelRef;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.ReleaseStep;
import dev.weir.scoring.control.ReleasedModel;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a model's life, and who took it. Immutable.
 *
 * @param share of a canary, from 0 to 1; else 0
 * @param effectiveAt Kafka timestamp of the first records that it applies to
 * @param announcedAt when it was published; null where only a later record tells of it
 * @param by who released it; null as above
 * @param note why; null if nothing was said, or as above
 */
public record ReleaseEntry(
    ReleasedModel model,
    ReleaseStage stage,
    float share,
    Instant effectiveAt,
    @Nullable Instant announcedAt,
    @Nullable String by,
    @Nullable String note) {

  static ReleaseEntry of(
      ReleaseStep step, @Nullable Instant announcedAt, @Nullable String by, @Nullable String note) {
    ModelRef ref = step.getModel();
    return new ReleaseEntry(
        new ReleasedModel(ref.getName(), ref.getVersion(), ref.getDigest()),
        step.getStage(),
        step.getStage() == ReleaseStage.CANARY
            ? Objects.requireNonNullElse(step.getShare(), 0f)
            : 0f,
        step.getEffectiveAt(),
        announcedAt,
        by,
        note);
  }

  ReleaseStep toStep() {
    return ReleaseStep.newBuilder()
        .setModel(new ModelRef(model.name(), model.version(), model.digest()))
        .setStage(stage)
        .setShare(stage == ReleaseStage.CANARY ? share : null)
        .setEffectiveAt(effectiveAt)
        .build();
  }

  /** Whether both are the same step, whoever tells of it. */
  boolean isSameStep(ReleaseEntry other) {
    return model.equals(other.model)
        && stage == other.stage
        && share == other.share
        && effectiveAt.equals(other.effectiveAt);
  }
}

package dev.weir.retrain.release.monitor;

import dev.weir.retrain.release.Announcement;
import dev.weir.retrain.release.ReleaseEntry;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.schemas.ReleaseStage;
import org.jspecify.annotations.Nullable;

/**
 * What the watch says of one released model. Immutable.
 *
 * @param entry the step that gave it its stage
 * @param outcome what should follow
 * @param next the stage that is due; null unless one is
 * @param share of that stage, if it is a canary; else 0
 * @param reason for people, and for the topic if it is taken back
 */
public record Finding(
    ReleaseScope scope,
    ReleaseEntry entry,
    Outcome outcome,
    @Nullable ReleaseStage next,
    float share,
    String reason) {

  /** What should follow. */
  public enum Outcome {
    /** Nothing, yet. */
    KEEP,
    /** The next stage. */
    ADVANCE,
    /** It is taken back. */
    ROLLBACK
  }

  /** The step that follows; null: none. */
  public @Nullable Announcement announcement(String by) {
    return switch (outcome) {
      case KEEP -> null;
      case ROLLBACK -> Announcement.retired(entry.model(), by, reason);
      case ADVANCE ->
          new Announcement(
              entry.model(), next == null ? ReleaseStage.LIVE : next, share, by, reason);
    };
  }
}

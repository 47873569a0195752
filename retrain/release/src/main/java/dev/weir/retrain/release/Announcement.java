package dev.weir.retrain.release;

import dev.weir.schemas.ReleaseStage;
import dev.weir.scoring.control.ReleasedModel;
import org.jspecify.annotations.Nullable;

/**
 * A step that somebody wants to take. Immutable.
 *
 * @param share of a canary, above 0 and below 1; else 0
 * @param by person or job
 * @param note why, for people; null to say nothing
 */
public record Announcement(
    ReleasedModel model, ReleaseStage stage, float share, String by, @Nullable String note) {

  /** The learning loop, as the one who takes a step. */
  public static final String BY_RETRAIN = "weir retrain";

  /** The watch, as the one who takes a step. */
  public static final String BY_WATCH = "weir release watch";

  public Announcement {
    boolean canary = stage == ReleaseStage.CANARY;
    if (canary ? !(share > 0 && share < 1) : share != 0) {
      throw new IllegalArgumentException(
          "release of "
              + model.label()
              + ": "
              + (canary ? "a canary's share must lie above 0 and below 1" : stage + " has no share")
              + ", got "
              + share);
    }
    if (by.isBlank()) {
      throw new IllegalArgumentException("release of " + model.label() + ": say who releases it");
    }
  }

  /** The model scores copies. */
  public static Announcement shadow(ReleasedModel model, String by, @Nullable String note) {
    return new Announcement(model, ReleaseStage.SHADOW, 0, by, note);
  }

  /** The model answers a share of the records. */
  public static Announcement canary(
      ReleasedModel model, float share, String by, @Nullable String note) {
    return new Announcement(model, ReleaseStage.CANARY, share, by, note);
  }

  /** The model answers. */
  public static Announcement live(ReleasedModel model, String by, @Nullable String note) {
    return new Announcement(model, ReleaseStage.LIVE, 0, by, note);
  }

  /** The model does nothing any more. */
  public static Announcement retired(ReleasedModel model, String by, @Nullable String note) {
    return new Announcement(model, ReleaseStage.RETIRED, 0, by, note);
  }
}

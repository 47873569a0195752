package dev.weir.retrain.release;

import dev.weir.schemas.ReleaseStage;
import java.util.Locale;

/** Stages as people read them. */
public final class ReleaseStages {

  private ReleaseStages() {}

  /** {@code live}, or {@code canary of 5 %}. */
  public static String describe(ReleaseEntry entry) {
    String stage = entry.stage().name().toLowerCase(Locale.ROOT);
    return entry.stage() == ReleaseStage.CANARY ? stage + " of " + percent(entry.share()) : stage;
  }

  /** {@code 5 %}. */
  public static String percent(float share) {
    return String.format(Locale.ROOT, "%.4g", share * 100.0)
            .replaceAll("(\\.\\d*?)0+$", "$1")
            .replaceAll("\\.$", "")
        + " %";
  }
}

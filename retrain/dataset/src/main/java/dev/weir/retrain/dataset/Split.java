package dev.weir.retrain.dataset;

import java.util.Locale;
import java.util.Optional;

/** What an example serves for. The later in this order, the more a leak into it spoils. */
public enum Split {
  /** Weights are fitted to it. */
  TRAIN,
  /** Stopping, thresholds and calibration are chosen on it. */
  VALID,
  /** The final evaluation; nothing is chosen on it. */
  TEST;

  /** The name in files and reports: {@code train}, {@code valid}, {@code test}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The split of a file's or a cell's name, with the usual other names, or none. */
  public static Optional<Split> of(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Optional.of(TRAIN);
      case "valid", "validation", "val", "dev" -> Optional.of(VALID);
      case "test" -> Optional.of(TEST);
      default -> Optional.empty();
    };
  }
}

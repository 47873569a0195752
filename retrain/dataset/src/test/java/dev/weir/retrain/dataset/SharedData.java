package dev.weir.retrain.dataset;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** Public sets that stand beside a checkout of the project; absent for most readers. */
final class SharedData {
  private static final Path FOLDER = Path.of("../../../shared/data");

  private SharedData() {}

  /** The folder of a set; skips the calling test where it is absent. */
  static Path set(String name) {
    Path set = FOLDER.resolve(name);
    assumeThat(Files.isDirectory(set))
        .as("data set at %s", set.toAbsolutePath().normalize())
        .isTrue();
    return set;
  }
}

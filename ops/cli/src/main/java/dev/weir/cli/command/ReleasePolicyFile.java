package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.retrain.release.monitor.ReleasePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The release policy that an option names. */
final class ReleasePolicyFile {

  private ReleasePolicyFile() {}

  /**
   * Reads it.
   *
   * @param file null for the built-in policy
   */
  static ReleasePolicy read(@Nullable Path file) throws IOException {
    if (file == null) {
      return ReleasePolicy.defaults();
    }
    if (!Files.isRegularFile(file)) {
      throw new UsageFailure("no file " + file);
    }
    return ReleasePolicy.read(file);
  }
}

package dev.weir.endtoend;

import dev.weir.platform.Platform;
import dev.weir.platform.PlatformConfig;
import dev.weir.platform.StartProgress;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One embedded platform for all tests of this module, each of which keeps to topics of its own. It
 * starts at the first use and ends with the process.
 */
final class SharedPlatform {

  private static final Path DIR = Path.of("target/platform").toAbsolutePath();

  private SharedPlatform() {}

  static Platform get() {
    return Holder.PLATFORM;
  }

  /** A folder with the untrained sample model; starts nothing. */
  static Path sampleModel() {
    return Model.FOLDER;
  }

  /** The log of the process that holds broker and Flink. */
  static Path nodeLog() {
    return Holder.NODE_LOG;
  }

  private static Path newFolder() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(DIR), "run-");
  }

  private static final class Model {
    static final Path FOLDER;

    static {
      try {
        FOLDER = SamplePackage.write(newFolder().resolve("model"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Holder {
    static final Path NODE_LOG;
    static final Platform PLATFORM;

    static {
      try {
        Path data = newFolder().resolve("data");
        NODE_LOG = data.resolve("logs").resolve("node.log");
        PLATFORM = Platform.start(PlatformConfig.onFreePorts(data), StartProgress.none());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

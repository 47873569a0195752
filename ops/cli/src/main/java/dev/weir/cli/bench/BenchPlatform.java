package dev.weir.cli.bench;

import dev.weir.cli.kafka.Connection;
import dev.weir.platform.Platform;
import dev.weir.platform.PlatformConfig;
import dev.weir.platform.PlatformEndpoints;
import dev.weir.platform.StartProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A platform on free ports in a folder that goes with it. */
final class BenchPlatform implements AutoCloseable {

  private final Path dir;
  private final Platform platform;

  private BenchPlatform(Path dir, Platform platform) {
    this.dir = dir;
    this.platform = platform;
  }

  static BenchPlatform start(StartProgress progress) throws IOException {
    Path dir = Files.createTempDirectory("weir-bench-");
    try {
      return new BenchPlatform(dir, Platform.start(PlatformConfig.onFreePorts(dir), progress));
    } catch (RuntimeException e) {
      delete(dir);
      throw e;
    }
  }

  PlatformEndpoints endpoints() {
    return platform.endpoints();
  }

  String topicPrefix() {
    return platform.config().topicPrefix();
  }

  Path dir() {
    return dir;
  }

  Connection connection() {
    return connection(topicPrefix());
  }

  /** To topics whose names begin with that prefix. */
  Connection connection(String prefix) {
    return Connection.of(endpoints(), prefix);
  }

  @Override
  public void close() {
    platform.close();
    delete(dir);
  }

  private static void delete(Path dir) {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the bench's folder " + dir + " could not be removed", e);
    }
  }
}

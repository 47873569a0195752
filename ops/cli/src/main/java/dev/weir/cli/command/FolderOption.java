package dev.weir.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --dir}: where the embedded platform keeps everything. */
final class FolderOption {

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "folder of the embedded platform (default: ~/.weir)")
  private Path dir = Path.of(System.getProperty("user.home"), ".weir");

  Path dir() {
    return dir.toAbsolutePath().normalize();
  }

  /** The folder of {@code weir demo} below it. */
  Path demoDir() {
    return dir().resolve("demo");
  }
}

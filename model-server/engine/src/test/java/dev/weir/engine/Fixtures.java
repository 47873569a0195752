package dev.weir.engine;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classifiers that stand beside a checkout of the project; absent for most readers. */
public final class Fixtures {
  private static final Path ALL = Path.of("../../../shared/fixtures");
  private static final Path FOLDER = ALL.resolve("hf");

  private Fixtures() {}

  /** Every fixture package; skips the calling test where there is none. */
  public static List<Path> huggingFace() {
    assumeThat(Files.isDirectory(FOLDER))
        .as("fixtures at %s", FOLDER.toAbsolutePath().normalize())
        .isTrue();
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A fixture's file; skips the calling test where it is not there. */
  public static Path file(String name) {
    Path file = ALL.resolve(name);
    assumeThat(Files.isRegularFile(file))
        .as("fixture at %s", file.toAbsolutePath().normalize())
        .isTrue();
    return file;
  }
}

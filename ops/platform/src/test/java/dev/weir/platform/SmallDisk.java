package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of its own on a folder, held in memory, where this user may mount one. */
public final class SmallDisk implements AutoCloseable {

  private final Path dir;

  private SmallDisk(Path dir) {
    this.dir = dir;
  }

  /**
   * Mounts it, with options such as {@code size=1m,ro}; skips the test where that is not allowed.
   */
  public static SmallDisk mount(Path dir, String options) {
    int result = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", dir.toString());
    assumeThat(result).as("this user may mount a tmpfs").isZero();
    return new SmallDisk(dir);
  }

  /** Writes a file until nothing more fits. */
  public void fill() {
    byte[] block = new byte[4096];
    assertThatThrownBy(
            () -> {
              try (OutputStream out = Files.newOutputStream(dir.resolve("filler"))) {
                while (true) {
                  out.write(block);
                }
              }
            })
        .hasMessageContaining("No space left");
  }

  @Override
  public void close() {
    run("umount", dir.toString());
  }

  private static int run(String... command) {
    try {
      return new ProcessBuilder(List.of(command)).start().onExit().join().exitValue();
    } catch (IOException e) {
      return -1;
    }
  }
}

package dev.weir.platform.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLockTest {

  @TempDir Path dir;

  @Test
  void take_heldHere_isRefusedUntilClosed() throws IOException {
    try (DirectoryLock first = DirectoryLock.take(dir).orElseThrow()) {
      assertThat(first).isNotNull();
      assertThat(DirectoryLock.take(dir)).isEmpty();
      assertThat(DirectoryLock.isHeld(dir)).isTrue();
    }

    assertThat(DirectoryLock.isHeld(dir)).isFalse();
    try (DirectoryLock again = DirectoryLock.take(dir).orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void take_fileLeftByTheDead_isNoObstacle() throws IOException {
    Files.createDirectories(dir.resolve("run"));
    Files.createFile(dir.resolve("run/lock"));

    try (DirectoryLock lock = DirectoryLock.take(dir).orElseThrow()) {
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void take_sameFolderByAnotherName_isRefused() throws IOException {
    Path link = Files.createSymbolicLink(dir.resolveSibling(dir.getFileName() + "-link"), dir);
    try (DirectoryLock first = DirectoryLock.take(dir).orElseThrow()) {
      assertThat(first).isNotNull();
      assertThat(DirectoryLock.take(link)).isEmpty();
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void isHeld_neverUsed_createsNothing() throws IOException {
    assertThat(DirectoryLock.isHeld(dir)).isFalse();
    assertThat(dir.resolve("run")).doesNotExist();
  }
}

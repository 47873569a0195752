package dev.weir.platform.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weir.platform.PlatformException;
import dev.weir.platform.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderCheckTest {

  @TempDir Path dir;

  @Test
  void checkWritable_newFolder_createsItAndLeavesNothing() throws IOException {
    Path fresh = dir.resolve("a/b");

    FolderCheck.checkWritable(fresh);

    try (Stream<Path> left = Files.list(fresh)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void checkWritable_fileInTheWay_saysSo() throws IOException {
    Path file = Files.createFile(dir.resolve("taken"));

    assertThatThrownBy(() -> FolderCheck.checkWritable(file))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "%s cannot be a folder, a file is in the way; choose another folder with --dir", file);
    assertThatThrownBy(() -> FolderCheck.checkWritable(file.resolve("below")))
        .hasMessageContaining("a file is in the way");
  }

  @Test
  void checkSpace_roomyDisk_passes() {
    assumeThat(FolderCheck.freeBytes(dir)).isGreaterThan(FolderCheck.LEAST_FREE_BYTES);

    assertThatCode(() -> FolderCheck.checkSpace(dir)).doesNotThrowAnyException();
  }

  @Test
  void checkSpace_smallDisk_namesWhatIsFreeAndNeeded() {
    try (SmallDisk disk = SmallDisk.mount(dir, "size=8m")) {
      assertThat(disk).isNotNull();
      assertThatThrownBy(() -> FolderCheck.checkSpace(dir))
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining(dir + " has 8 MB free, at least 256 are needed");
    }
  }

  @Test
  void checkWritable_fullDisk_saysSo() {
    try (SmallDisk disk = SmallDisk.mount(dir, "size=1m")) {
      disk.fill();

      assertThatThrownBy(() -> FolderCheck.checkWritable(dir))
          .isInstanceOf(PlatformException.class)
          .hasMessage(
              "the disk of %s is full: free some space; choose another folder with --dir", dir);
    }
  }

  @Test
  void checkWritable_readOnlyDisk_saysSo() {
    try (SmallDisk disk = SmallDisk.mount(dir, "size=1m,ro")) {
      assertThat(disk).isNotNull();
      assertThatThrownBy(() -> FolderCheck.checkWritable(dir))
          .isInstanceOf(PlatformException.class)
          .hasMessage(
              "%s is on a read-only file system: mount it writable; choose another folder with --dir",
              dir);
    }
  }
}

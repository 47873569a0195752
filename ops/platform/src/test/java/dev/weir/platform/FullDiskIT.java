package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class FullDiskIT {

  @Test
  @Timeout(180)
  void disk_fillsWhileRunning_endsWithOneLineThatSaysSo(@TempDir Path dir) {
    try (SmallDisk disk = SmallDisk.mount(dir, "size=300m")) {
      try (Platform platform =
          Platform.start(PlatformConfig.onFreePorts(dir), StartProgress.none())) {
        disk.fill();

        assertThatThrownBy(platform::awaitEnd)
            .isInstanceOf(PlatformException.class)
            .hasMessageContaining("the node process ended with exit code 1")
            .hasMessageContaining("the disk of " + dir + " is full");
      }
    }
  }
}

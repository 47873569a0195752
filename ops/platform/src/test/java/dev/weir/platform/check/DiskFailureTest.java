package dev.weir.platform.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DiskFailureTest {

  private static final Path DIR = Path.of("/data/.weir");

  @Test
  void explain_noRights_namesUser() {
    assertThat(DiskFailure.explain(DIR, new AccessDeniedException("/data/.weir")))
        .hasMessage(
            "/data/.weir is not writable for user %s; choose another folder with --dir",
            System.getProperty("user.name"));
  }

  @Test
  void explain_noSpaceInAStream_isAFullDisk() {
    assertThat(DiskFailure.explain(DIR, new IOException("No space left on device")))
        .hasMessageContaining("the disk of /data/.weir is full");
  }

  @Test
  void explain_anythingElse_keepsItsReason() {
    assertThat(
            DiskFailure.explain(
                DIR, new FileSystemException("/data/.weir/x", null, "Input/output error")))
        .hasMessageContaining("cannot use /data/.weir (Input/output error)");
  }
}

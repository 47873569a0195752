package dev.weir.platform.check;

import dev.weir.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The platform's folder can be created and written, and its disk has room. */
public final class FolderCheck {

  /** Free space below which nothing starts: a broker that runs out of disk stops hard. */
  public static final long LEAST_FREE_BYTES = 256L << 20;

  private static final int PROBE_BYTES = 64 << 10;

  private FolderCheck() {}

  /**
   * Creates the folder where absent, writes and deletes a small file in it.
   *
   * @throws PlatformException if that fails
   */
  public static void checkWritable(Path dir) {
    try {
      Files.createDirectories(dir);
      Path probe = Files.createTempFile(dir, ".weir", ".probe");
      try {
        Files.write(probe, new byte[PROBE_BYTES]);
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException e) {
      throw DiskFailure.explain(dir, e);
    }
  }

  /**
   * Passes where {@link #LEAST_FREE_BYTES} are free.
   *
   * @throws PlatformException if there is less
   */
  public static void checkSpace(Path dir) {
    long free = freeBytes(dir);
    if (free < LEAST_FREE_BYTES) {
      throw new PlatformException(
          "the disk of %s has %d MB free, at least %d are needed: free some space, or choose another folder with --dir"
              .formatted(dir, free >> 20, LEAST_FREE_BYTES >> 20));
    }
  }

  /**
   * Bytes this user may still write.
   *
   * @throws PlatformException if the file system does not say
   */
  public static long freeBytes(Path dir) {
    try {
      return Files.getFileStore(dir).getUsableSpace();
    } catch (IOException e) {
      throw DiskFailure.explain(dir, e);
    }
  }
}

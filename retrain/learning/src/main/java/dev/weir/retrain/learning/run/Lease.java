package dev.weir.retrain.learning.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Held by the one process that runs the loop in a home folder; the system takes it back when the
 * process ends, however it ends, so nothing has to expire by any clock. Thread-safe.
 */
public final class Lease implements AutoCloseable {
  private final FileChannel channel;

  private Lease(FileChannel channel) {
    this.channel = channel;
  }

  /** The lease, or null if somebody else holds it. */
  public static @Nullable Lease tryTake(Path home) throws IOException {
    Files.createDirectories(home);
    FileChannel channel =
        FileChannel.open(
            home.resolve(".lease"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Lease(channel);
      }
    } catch (OverlappingFileLockException e) {
      // another thread of this process holds it
    }
    channel.close();
    return null;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

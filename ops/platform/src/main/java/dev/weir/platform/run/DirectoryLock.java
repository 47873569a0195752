package dev.weir.platform.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds a folder for one platform, by a lock of the operating system on {@code run/lock}. The lock
 * goes with its process however that dies, so the file alone means nothing. Thread-safe.
 */
public final class DirectoryLock implements AutoCloseable {

  /**
   * Folders held by this process. A second channel on a lock file must never be opened here:
   * closing it would drop the lock of the first (POSIX).
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileLock lock;

  private DirectoryLock(Path file, FileLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Takes the lock; empty where a platform holds it. */
  public static Optional<DirectoryLock> take(Path dir) throws IOException {
    Files.createDirectories(dir.resolve("run"));
    Path file = dir.toRealPath().resolve("run").resolve("lock");
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    FileLock lock = null;
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new DirectoryLock(file, lock));
    } finally {
      if (lock == null) {
        HELD.remove(file);
      }
    }
  }

  /** Whether a platform, in this process or another, holds the folder. */
  public static boolean isHeld(Path dir) throws IOException {
    if (!Files.exists(dir.resolve("run").resolve("lock"))) {
      return false;
    }
    Optional<DirectoryLock> taken = take(dir);
    if (taken.isEmpty()) {
      return true;
    }
    taken.get().close();
    return false;
  }

  @Override
  public void close() throws IOException {
    lock.acquiredBy().close();
    HELD.remove(file);
  }
}

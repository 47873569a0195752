package dev.weir.platform;

import dev.weir.platform.check.DiskFailure;
import dev.weir.platform.check.FolderCheck;
import dev.weir.platform.check.JavaCheck;
import dev.weir.platform.check.Ports;
import dev.weir.platform.run.DirectoryLock;
import dev.weir.platform.run.Leftovers;
import dev.weir.platform.run.RunFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The checks before a start, cheapest and most telling first.
 *
 * @param config the configuration with its ports chosen
 * @param lock the folder, now held
 */
record Preflight(PlatformConfig config, DirectoryLock lock) {

  private static final int LOCK_TRIES = 4;
  private static final long LOCK_PAUSE_MS = 100;
  private static final Duration LEFTOVER_LIMIT = Duration.ofSeconds(12);

  /**
   * Passes or throws.
   *
   * @throws PlatformException with the line for the first check that fails; nothing is held then
   */
  static Preflight pass(PlatformConfig config) {
    JavaCheck.check(Runtime.version().feature(), System.getProperty("java.home"));
    FolderCheck.checkWritable(config.dir());
    DirectoryLock lock = lock(config.dir());
    try {
      new RunFile(config.dir()).read().ifPresent(last -> Leftovers.end(last, LEFTOVER_LIMIT));
      FolderCheck.checkSpace(config.dir());
      return new Preflight(Ports.settle(config), lock);
    } catch (RuntimeException e) {
      release(lock, config.dir());
      throw e;
    }
  }

  /** Tries a few times: somebody who only looks whether it is held, holds it for a moment. */
  private static DirectoryLock lock(Path dir) {
    try {
      for (int i = 0; i < LOCK_TRIES; i++) {
        Optional<DirectoryLock> lock = DirectoryLock.take(dir);
        if (lock.isPresent()) {
          return lock.get();
        }
        Thread.sleep(LOCK_PAUSE_MS);
      }
    } catch (IOException e) {
      throw DiskFailure.explain(dir, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String holder =
        new RunFile(dir).read().map(run -> " (process " + run.supervisor().pid() + ")").orElse("");
    throw new PlatformException(
        "a platform already runs on %s%s: use it, end it with \"weir down\", or choose another folder with --dir"
            .formatted(dir, holder));
  }

  private static void release(DirectoryLock lock, Path dir) {
    try {
      lock.close();
    } catch (IOException e) {
      throw DiskFailure.explain(dir, e);
    }
  }
}

package dev.weir.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Holds the data folder for one node. Kafka has a lock of its own, but it looks at it only after it
 * has opened the metadata log, and a second writer there damages the log of the first.
 */
final class DataLock implements AutoCloseable {

  /** What the message of the exception says; {@link StartFailure} knows it. */
  static final String HELD = "held by another node";

  private final FileLock lock;

  private DataLock(FileLock lock) {
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @throws IOException if another node holds it, or the folder cannot be written
   */
  static DataLock take(NodeConfig config) throws IOException {
    Path file = config.dataDir().resolve("node.lock");
    Files.createDirectories(config.dataDir());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      channel.close();
      throw new IOException(file + " is " + HELD);
    }
    return new DataLock(lock);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    lock.acquiredBy().close();
  }
}

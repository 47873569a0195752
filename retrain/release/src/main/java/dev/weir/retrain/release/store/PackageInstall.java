package dev.weir.retrain.release.store;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.pack.ModelPackage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Brings a package into a folder of packages: written into a hidden folder beside its place, forced
 * to the disk, compared with its digests, renamed. Killed at any point, it leaves the place as it
 * was; what it left hidden goes with the next install. One at a time in a folder, over all
 * processes, by a lock on its file {@code .lock}. Stateless.
 */
final class PackageInstall {

  private static final String STAGING = ".installing-";

  /** File locks hold against other processes alone. */
  private static final ReentrantLock WITHIN_THE_PROCESS = new ReentrantLock();

  private PackageInstall() {}

  /** Writes the files of a package into an empty folder. */
  interface Source {
    void writeTo(Path dir) throws IOException;
  }

  /**
   * @param root folder of packages
   * @param wanted what the source is to give
   * @return the package at its place; one that is there already, if it is the same
   * @throws ModelPackageException DIGEST_MISMATCH if the source gives another one, VERSION_EXISTS
   *     if another one is there
   */
  static ModelPackage install(Path root, StoredModel wanted, Source source) throws IOException {
    Path place = root.resolve(wanted.name()).resolve(wanted.version());
    WITHIN_THE_PROCESS.lock();
    try {
      Path parent = Files.createDirectories(root.resolve(wanted.name()));
      try (FileChannel channel =
              FileChannel.open(
                  root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        requireHeld(lock, root);
        removeLeftovers(root);
        Path staging = Files.createTempDirectory(parent, STAGING);
        try {
          source.writeTo(staging);
          ModelPackage made = ModelPackage.read(staging);
          checkDigest(made, wanted);
          return Files.exists(place) ? present(place, made) : move(staging, parent, place);
        } finally {
          delete(staging);
        }
      }
    } finally {
      WITHIN_THE_PROCESS.unlock();
    }
  }

  private static void requireHeld(FileLock lock, Path root) throws IOException {
    if (!lock.isValid() || lock.isShared()) {
      throw new IOException("folder " + root + ": its file system gives no exclusive lock");
    }
  }

  private static void checkDigest(ModelPackage made, StoredModel wanted) {
    if (!made.identity().digest().equals(wanted.digest()) || !made.id().equals(wanted.label())) {
      throw new ModelPackageException(
          ModelPackageException.Problem.DIGEST_MISMATCH,
          "model package "
              + wanted.label()
              + ": expected the digest "
              + wanted.digest()
              + ", got "
              + made.id()
              + " with "
              + made.identity().digest()
              + "; the store's copy is not the one that was pushed: push it again from a sound"
              + " one");
    }
  }

  private static ModelPackage present(Path place, ModelPackage made) throws IOException {
    ModelPackage present = ModelPackage.read(place);
    if (!present.identity().equals(made.identity())) {
      throw exists(made, place.toString(), present.identity().digest());
    }
    return present;
  }

  static ModelPackageException exists(ModelPackage made, String place, String digest) {
    return new ModelPackageException(
        ModelPackageException.Problem.VERSION_EXISTS,
        "model package "
            + made.id()
            + ": "
            + place
            + " holds another package of this name and version (digest "
            + digest
            + "); write it under another version");
  }

  private static ModelPackage move(Path staging, Path parent, Path place) throws IOException {
    try (Stream<Path> files = Files.walk(staging)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        force(file);
      }
    }
    Files.move(staging, place, StandardCopyOption.ATOMIC_MOVE);
    force(parent);
    return ModelPackage.read(place);
  }

  /** To the disk, so that a machine that loses power has the whole package or none. */
  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** What killed installs left; nobody else writes while the lock is held. */
  private static void removeLeftovers(Path root) throws IOException {
    List<Path> names;
    try (Stream<Path> children = Files.list(root)) {
      names = children.filter(Files::isDirectory).toList();
    }
    for (Path name : names) {
      List<Path> left;
      try (Stream<Path> children = Files.list(name)) {
        left =
            children
                .filter(path -> String.valueOf(path.getFileName()).startsWith(STAGING))
                .toList();
      }
      for (Path folder : left) {
        delete(folder);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

package dev.weir.engine.pack;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;

/**
 * A package in the making, in a hidden folder beside the place where it will appear, complete or
 * not at all. Closing deletes what was not published. Confined to one thread.
 */
final class PackageStaging implements AutoCloseable {
  private static final String PREFIX = ".writing-";

  private final Path target;
  private final Path dir;

  private PackageStaging(Path target, Path dir) {
    this.target = target;
    this.dir = dir;
  }

  static PackageStaging of(Path target) throws IOException {
    Path place = target.toAbsolutePath().normalize();
    Path parent = Files.createDirectories(place.getParent());
    return new PackageStaging(place, Files.createTempDirectory(parent, PREFIX));
  }

  Path dir() {
    return dir;
  }

  /** Copies files, named relative to {@code source}. */
  void copy(Path source, Collection<String> names) throws IOException {
    for (String name : names) {
      Path copy = dir.resolve(name);
      Files.createDirectories(copy.getParent());
      Files.copy(source.resolve(name), copy);
    }
  }

  void describe(PackageManifest manifest) throws IOException {
    Files.write(dir.resolve(PackageManifest.FILE), ManifestWriter.write(manifest));
  }

  /**
   * Moves the package to its place, unless the same one is there.
   *
   * @throws ModelPackageException {@link Problem#VERSION_EXISTS} if another one is there
   */
  ModelPackage publish() throws IOException {
    ModelPackage made = ModelPackage.read(dir);
    if (!Files.exists(target)) {
      Files.move(dir, target, StandardCopyOption.ATOMIC_MOVE);
      return ModelPackage.read(target);
    }
    ModelPackage present = ModelPackage.read(target);
    if (!present.identity().equals(made.identity())) {
      throw new ModelPackageException(
          Problem.VERSION_EXISTS,
          "model package "
              + made.id()
              + ": "
              + target
              + " holds another package of this name and version (digest "
              + present.identity().digest()
              + "); write it under another version");
    }
    return present;
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(dir)) {
      return;
    }
    try (var files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

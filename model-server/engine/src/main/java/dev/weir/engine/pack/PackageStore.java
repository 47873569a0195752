package dev.weir.engine.pack;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of packages, {@code name/version} each. Keeps nothing in memory: every call looks at the
 * disk. Thread-safe.
 */
public final class PackageStore {
  private final Path root;

  /** The store of a folder, which need not exist yet. */
  public PackageStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * A package of the store.
   *
   * @param dir its folder
   * @param name the folder's name for it
   * @param version the folder's version
   * @param manifest its description, or null if that cannot be read
   * @param problem why it cannot be read, or null
   */
  public record Entry(
      Path dir,
      String name,
      String version,
      @Nullable PackageManifest manifest,
      @Nullable String problem) {}

  /** Where the store is. */
  public Path root() {
    return root;
  }

  /**
   * All packages, by name, the newest version of each first. Descriptions are read, digests are not
   * compared; {@link PackageCheck} does that.
   */
  public List<Entry> list() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Path name : folders(root)) {
      List<Path> versions = folders(name);
      versions.sort(
          Comparator.comparing(
                  (Path path) -> String.valueOf(path.getFileName()), VersionOrder.INSTANCE)
              .reversed());
      for (Path version : versions) {
        entries.add(entry(name, version));
      }
    }
    return entries;
  }

  /**
   * The folder of a package: a path, {@code name@version}, or {@code name} for its newest version.
   *
   * @throws ModelPackageException naming what the store has, if it is not there
   */
  public Path find(String reference) throws IOException {
    int at = reference.indexOf('@');
    String name = at < 0 ? reference : reference.substring(0, at);
    List<Entry> entries = list();
    for (Entry entry : entries) {
      if (entry.name().equals(name)
          && (at < 0 || entry.version().equals(reference.substring(at + 1)))) {
        return entry.dir();
      }
    }
    if (Files.isDirectory(Path.of(reference))) {
      return Path.of(reference);
    }
    List<String> known =
        entries.stream().map(entry -> entry.name() + "@" + entry.version()).toList();
    throw new ModelPackageException(
        Problem.MISSING_FILE,
        "model package "
            + reference
            + ": neither a folder nor in the store "
            + root
            + ", which has "
            + (known.isEmpty() ? "no packages" : String.join(", ", known))
            + "; import it first or correct the name");
  }

  /**
   * The description of a package, nothing of which is checked against its files.
   *
   * @throws IOException if there is none
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static PackageManifest manifest(Path dir) throws IOException {
    return ManifestReader.read(Files.readAllBytes(dir.resolve(PackageManifest.FILE)));
  }

  private static Entry entry(Path name, Path version) {
    @Nullable PackageManifest manifest = null;
    @Nullable String problem = null;
    try {
      manifest = manifest(version);
    } catch (IOException | IllegalArgumentException e) {
      problem = "weir.json cannot be read: " + e.getMessage();
    }
    return new Entry(
        version,
        String.valueOf(name.getFileName()),
        String.valueOf(version.getFileName()),
        manifest,
        problem);
  }

  private static List<Path> folders(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(dir)) {
      return new ArrayList<>(
          children
              .filter(Files::isDirectory)
              .filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
              .sorted()
              .toList());
    }
  }
}

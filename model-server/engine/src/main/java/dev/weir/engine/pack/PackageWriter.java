package dev.weir.engine.pack;

import dev.weir.engine.ScorerOptions;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes packages: what a training run left in a folder, together with a {@code weir.json}. A
 * package appears complete and loadable, or not at all. Stateless.
 */
public final class PackageWriter {
  private PackageWriter() {}

  /**
   * Writes a package. Every file below {@code files}, but for a {@code weir.json}, a signature and
   * hidden ones, becomes part of it; the golden examples are scored; then the package is loaded as
   * a scorer would.
   *
   * @param draft what the package says of itself, with one golden example at least
   * @param files a folder with what the draft's variants name, {@code tokenizer.json} where tokens
   *     are an input, {@code config.json}, {@code MODEL_CARD.md}, …
   * @param target the folder that will be the package; the store's are {@code name/version}
   * @return the package; the one that is there already, if it is the same to the byte
   * @throws ModelPackageException if a scorer would refuse the package, or another one of this name
   *     and version is there; nothing is written
   * @throws IOException if the files cannot be read or the target cannot be written
   */
  public static ModelPackage write(PackageDraft draft, Path files, Path target) throws IOException {
    PackageManifest manifest = describe(draft, digests(files), target);
    try (PackageStaging staging = PackageStaging.of(target)) {
      staging.copy(files, manifest.files().keySet());
      staging.describe(manifest.with(List.of(), manifest.provenance()));
      List<GoldenExample> golden = GoldenScores.of(staging.dir(), manifest.golden());
      staging.describe(manifest.with(golden, manifest.provenance()));
      PackageCheck.load(staging.dir(), ScorerOptions.defaults().withUnsigned());
      return staging.publish();
    }
  }

  /**
   * Writes a package again with one file more, or with another one in its place. Graphs and golden
   * scores stay; its signature, if it has one, does not.
   *
   * @param name of the file in the package
   * @param target the folder that will be the package
   * @return the new package, of another digest
   * @throws ModelPackageException if another package of this name and version is there
   * @throws IOException if files cannot be read or written; nothing is at the target then
   */
  public static ModelPackage with(ModelPackage base, String name, byte[] content, Path target)
      throws IOException {
    try (PackageStaging staging = PackageStaging.of(target)) {
      Map<String, String> files = new TreeMap<>(base.manifest().files());
      files.remove(name);
      staging.copy(base.dir(), files.keySet());
      Path file = staging.dir().resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      files.put(name, Digests.sha256(file));
      staging.describe(base.manifest().withFiles(files));
      return staging.publish();
    }
  }

  private static PackageManifest describe(
      PackageDraft draft, Map<String, String> digests, Path target) {
    try {
      PackageManifest manifest = draft.manifest(digests);
      if (manifest.golden().isEmpty()) {
        throw new IllegalArgumentException(
            "a package needs a golden example at least, by which a broken copy is known");
      }
      return manifest;
    } catch (IllegalArgumentException e) {
      throw new ModelPackageException(
          Problem.INVALID_DESCRIPTION, "model package " + target + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (var paths = Files.walk(folder)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        boolean about = name.equals(PackageManifest.FILE) || name.equals(PackageSignature.FILE);
        if (!about && !name.startsWith(".") && !name.contains("/.")) {
          digests.put(name, Digests.sha256(file));
        }
      }
    }
    return digests;
  }
}

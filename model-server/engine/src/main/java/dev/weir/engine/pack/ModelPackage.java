package dev.weir.engine.pack;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.onnx.OnnxGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model package on disk whose files are the ones that its manifest lists. Immutable; the folder
 * must not change while it is in use.
 *
 * @param dir the folder
 * @param manifest what its {@code weir.json} says, or what an import would write there
 * @param identity name, version and digest
 * @param described whether the folder has a {@code weir.json} of its own
 */
public record ModelPackage(
    Path dir, PackageManifest manifest, ModelIdentity identity, boolean described) {
  static final String CONFIG = "config.json";
  static final String TOKENIZER = "tokenizer.json";
  static final String MODEL = "model.onnx";

  /**
   * Reads a folder with {@code weir.json} and compares every digest, or a plain Hugging Face
   * classifier folder ({@code model.onnx}, {@code config.json}, {@code tokenizer.json}).
   *
   * @throws ModelPackageException if the folder is no sound package
   */
  public static ModelPackage read(Path dir) {
    Path folder = dir.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new ModelPackageException(
          Problem.MISSING_FILE,
          "model package "
              + folder
              + ": there is no such folder; give the folder that holds "
              + "model.onnx");
    }
    return Files.exists(folder.resolve(PackageManifest.FILE)) ? described(folder) : plain(folder);
  }

  /** A file of the package. */
  public Path file(String name) {
    return dir.resolve(name);
  }

  /** {@code name@version}. */
  public String id() {
    return manifest.id();
  }

  private static ModelPackage described(Path dir) {
    byte[] json = bytes(dir, PackageManifest.FILE);
    PackageManifest manifest;
    try {
      manifest = ManifestReader.read(json);
    } catch (IllegalArgumentException e) {
      throw new ModelPackageException(
          Problem.INVALID_DESCRIPTION,
          "model package "
              + dir
              + ": weir.json: "
              + e.getMessage()
              + "; correct it or import the "
              + "model again",
          e);
    }
    for (Map.Entry<String, String> file : manifest.sortedFiles().entrySet()) {
      checkDigest(dir, manifest, file.getKey(), file.getValue());
    }
    for (Variant variant : manifest.variants()) {
      requireListed(manifest, variant.file());
    }
    if (manifest.sequences().contains(Feature.Sequence.TOKENS)) {
      requireListed(manifest, TOKENIZER);
    }
    return new ModelPackage(dir, manifest, identity(manifest, json), true);
  }

  private static ModelPackage plain(Path dir) {
    String id = String.valueOf(dir.getFileName());
    if (isFile(dir, MODEL) && !isFile(dir, CONFIG) && !isFile(dir, TOKENIZER)) {
      throw new ModelPackageException(
          Problem.MISSING_FILE,
          "model package "
              + id
              + ": "
              + dir
              + " has a model and nothing beside it; put a text classifier's config.json and"
              + " tokenizer.json there, or import a table model with its columns, task and labels");
    }
    for (String name : new String[] {MODEL, CONFIG, TOKENIZER}) {
      requireFile(dir, id, name);
    }
    PackageManifest manifest =
        HuggingFaceFolder.describe(dir, OnnxGraphs.signature(dir.resolve(MODEL), id));
    return new ModelPackage(
        dir, manifest, identity(manifest, ManifestWriter.write(manifest)), false);
  }

  private static ModelIdentity identity(PackageManifest manifest, byte[] json) {
    return new ModelIdentity(manifest.name(), manifest.version(), Digests.sha256(json));
  }

  private static void checkDigest(
      Path dir, PackageManifest manifest, String name, String expected) {
    requireFile(dir, manifest.id(), name);
    String actual;
    try {
      actual = Digests.sha256(dir.resolve(name));
    } catch (IOException e) {
      throw unreadable(dir, name, e);
    }
    if (!actual.equals(expected)) {
      throw new ModelPackageException(
          Problem.DIGEST_MISMATCH,
          "model package "
              + manifest.id()
              + ": weir.json lists SHA-256 "
              + expected
              + " for "
              + name
              + " but the file has "
              + actual
              + "; restore the file, or import the changed model under a new version");
    }
  }

  private static void requireListed(PackageManifest manifest, String name) {
    if (!manifest.files().containsKey(name)) {
      throw new ModelPackageException(
          Problem.INVALID_DESCRIPTION,
          "model package "
              + manifest.id()
              + ": weir.json lists no digest of "
              + name
              + "; import the model again");
    }
  }

  private static boolean isFile(Path dir, String name) {
    return Files.isRegularFile(dir.resolve(name));
  }

  private static void requireFile(Path dir, String id, String name) {
    if (!isFile(dir, name)) {
      throw new ModelPackageException(
          Problem.MISSING_FILE,
          "model package "
              + id
              + ": "
              + name
              + " is missing in "
              + dir
              + "; export the model with its tokenizer and configuration into one folder");
    }
  }

  static byte[] bytes(Path dir, String name) {
    try {
      return Files.readAllBytes(dir.resolve(name));
    } catch (IOException e) {
      throw unreadable(dir, name, e);
    }
  }

  private static ModelPackageException unreadable(Path dir, String name, IOException e) {
    return new ModelPackageException(
        Problem.MISSING_FILE,
        "model package " + dir + ": " + name + " cannot be read (" + e + "); check the permissions",
        e);
  }
}

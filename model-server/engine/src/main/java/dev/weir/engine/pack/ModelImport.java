package dev.weir.engine.pack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Makes a package of a Hugging Face classifier folder: copies its files into a store, scores a few
 * texts to try it, and writes {@code weir.json} with digests and those scores as golden examples.
 * The package appears in the store complete or not at all. Stateless.
 */
public final class ModelImport {
  private static final List<String> SMOKE_TEXTS =
      List.of(
          "The parcel came a day early and everything in it works.",
          "FREE prize!!! Open the link and claim your money now",
          "这个东西质量很好，就是贵了一点。");

  private ModelImport() {}

  /**
   * Imports a folder. A folder that already has a {@code weir.json} is copied as it is.
   *
   * @param source a folder with {@code model.onnx}, {@code config.json} and {@code tokenizer.json}
   * @param store where {@code name/version} is created
   * @throws ModelPackageException if the folder is no classifier of single texts, or the store has
   *     another package of that name and version
   * @throws IOException if the store cannot be written
   */
  public static ImportResult run(Path source, Path store, ImportOptions options)
      throws IOException {
    ModelPackage pack = ModelPackage.read(source);
    PackageManifest manifest = describe(pack, options);
    Path target = store.resolve(manifest.name()).resolve(manifest.version());
    try (PackageStaging staging = PackageStaging.of(target)) {
      staging.copy(pack.dir(), manifest.files().keySet());
      if (pack.described()) {
        staging.copy(pack.dir(), List.of(PackageManifest.FILE));
        GoldenScores.of(staging.dir(), smoke());
      } else {
        staging.describe(manifest);
        ObjectNode origin = JsonNodeFactory.instance.objectNode();
        origin.put("imported_from", String.valueOf(source.toAbsolutePath().getFileName()));
        staging.describe(manifest.with(GoldenScores.of(staging.dir(), smoke()), origin));
      }
      ModelPackage made = staging.publish();
      return new ImportResult(target, made.identity(), made.manifest().golden());
    }
  }

  private static List<GoldenExample> smoke() {
    return SMOKE_TEXTS.stream()
        .<GoldenExample>map(text -> new GoldenExample.Text(text, Map.of()))
        .toList();
  }

  private static PackageManifest describe(ModelPackage pack, ImportOptions options) {
    if (pack.described()) {
      return pack.manifest();
    }
    try {
      return pack.manifest()
          .renamed(options.name(), options.version(), options.licence(), options.task());
    } catch (IllegalArgumentException e) {
      throw new ModelPackageException(
          Problem.INVALID_DESCRIPTION, "model package " + pack.id() + ": " + e.getMessage(), e);
    }
  }
}

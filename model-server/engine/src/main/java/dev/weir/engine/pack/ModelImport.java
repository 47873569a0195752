package dev.weir.engine.pack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    Path parent = Files.createDirectories(store.resolve(manifest.name()));
    Path draft = Files.createTempDirectory(parent, ".import-");
    try {
      for (String name : manifest.sortedFiles().keySet()) {
        Path copy = draft.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(pack.file(name), copy);
      }
      Path description = draft.resolve(PackageManifest.FILE);
      if (pack.described()) {
        Files.copy(pack.file(PackageManifest.FILE), description);
        trySmoke(draft);
      } else {
        Files.write(description, ManifestWriter.write(manifest));
        ObjectNode origin = JsonNodeFactory.instance.objectNode();
        origin.put("imported_from", String.valueOf(source.toAbsolutePath().getFileName()));
        Files.write(description, ManifestWriter.write(manifest.with(trySmoke(draft), origin)));
      }
      return publish(draft, target);
    } finally {
      deleteTree(draft);
    }
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

  private static List<GoldenExample> trySmoke(Path draft) {
    try (TextScorer scorer = TextScorer.open(draft, ScorerOptions.defaults())) {
      List<ScoreOutcome> outcomes = scorer.score(SMOKE_TEXTS);
      List<GoldenExample> examples = new ArrayList<>();
      for (int i = 0; i < outcomes.size(); i++) {
        if (outcomes.get(i) instanceof Rejected rejected) {
          throw new ModelPackageException(
              Problem.UNREADABLE_MODEL,
              "model package "
                  + scorer.model()
                  + " loads, but does not score a plain text: "
                  + rejected.message());
        }
        float[][] probabilities = ((Scored) outcomes.get(i)).probabilities();
        Map<String, float[]> scores = new LinkedHashMap<>();
        List<TaskSpec> tasks = scorer.tasks();
        for (int task = 0; task < tasks.size(); task++) {
          scores.put(tasks.get(task).name(), probabilities[task]);
        }
        examples.add(new GoldenExample(SMOKE_TEXTS.get(i), scores));
      }
      return examples;
    }
  }

  private static ImportResult publish(Path draft, Path target) throws IOException {
    ModelPackage made = ModelPackage.read(draft);
    if (Files.exists(target)) {
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
                + "); import it under another version");
      }
    } else {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }
    return new ImportResult(target, made.identity(), made.manifest().golden());
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

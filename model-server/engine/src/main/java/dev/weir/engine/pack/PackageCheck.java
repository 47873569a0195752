package dev.weir.engine.pack;

import dev.weir.engine.RowScorer;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.VariantCheck;
import dev.weir.engine.error.ModelPackageException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of checking a package: digests, description, tokenizer against vocabulary, graph
 * against description, golden scores.
 *
 * @param dir the folder
 * @param problem what is wrong, for programs; null if nothing is
 * @param message what is wrong and what to do; null if nothing is
 * @param pack the package; null if it cannot be read
 */
public record PackageCheck(
    Path dir,
    ModelPackageException.@Nullable Problem problem,
    @Nullable String message,
    @Nullable ModelPackage pack) {
  /** Checks a folder by loading it as a scorer would. */
  public static PackageCheck of(Path dir) {
    return of(dir, ScorerOptions.defaults());
  }

  /** The same with a scorer's options. */
  public static PackageCheck of(Path dir, ScorerOptions options) {
    @Nullable ModelPackage pack = null;
    try {
      pack = ModelPackage.read(dir);
      load(dir, options);
      return new PackageCheck(dir, null, null, pack);
    } catch (ModelPackageException e) {
      return new PackageCheck(dir, e.problem(), e.getMessage(), pack);
    }
  }

  /**
   * Loads a package as a scorer would, warms it up, compares its golden examples; then the same
   * with each of its other graphs.
   *
   * @throws ModelPackageException if it cannot be used
   */
  static void load(Path dir, ScorerOptions options) {
    ModelPackage pack = ModelPackage.read(dir);
    loadDefault(dir, options);
    List<Variant> variants = pack.manifest().variants();
    for (Variant other : variants.subList(1, variants.size())) {
      VariantCheck.run(
          new ModelPackage(dir, pack.manifest().only(other), pack.identity(), pack.described()));
    }
  }

  private static void loadDefault(Path dir, ScorerOptions options) {
    if (ModelPackage.read(dir).manifest().table() == null) {
      TextScorer.open(dir, options).close();
    } else {
      RowScorer.open(dir, options).close();
    }
  }

  /** Whether the package can be used. */
  public boolean sound() {
    return problem == null;
  }
}

package dev.weir.cli.model;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageStore;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The model package that a command runs.
 *
 * @param dir package folder, absolute
 * @param digest of the package
 * @param trained false for weights that nobody trained, as the package says itself
 */
public record ChosenModel(Path dir, String name, String version, String digest, boolean trained) {

  /** Where packages are kept below the platform's folder: {@code models/name/version}. */
  public static PackageStore store(Path weirDir) {
    return new PackageStore(weirDir.resolve("models"));
  }

  /**
   * The package that was asked for, or the untrained sample, written to the store if it is not
   * there yet.
   *
   * @param asked a folder, {@code name} or {@code name@version} of the store; null for the sample
   * @throws dev.weir.engine.error.ModelPackageException if it is no usable package; the message
   *     lists what the store has
   */
  public static ChosenModel of(@Nullable String asked, Path weirDir) throws IOException {
    return read(asked == null ? sample(weirDir) : store(weirDir).find(asked));
  }

  /** Name and version, and what must be known of them. */
  public String title() {
    return name + " " + version + (trained ? "" : " (an untrained sample)");
  }

  /** What must be said beside the scores of an untrained model. */
  public String caution() {
    return "The model "
        + name
        + " is an untrained sample with random weights: what it says means nothing.";
  }

  private static ChosenModel read(Path dir) {
    ModelPackage pack = ModelPackage.read(dir);
    return new ChosenModel(
        pack.dir(),
        pack.identity().name(),
        pack.identity().version(),
        pack.identity().digest(),
        pack.manifest().provenance().path("trained").asBoolean(true));
  }

  private static Path sample(Path weirDir) throws IOException {
    Path dir = store(weirDir).root().resolve(SamplePackage.NAME).resolve(SamplePackage.VERSION);
    return Files.exists(dir.resolve("weir.json")) ? dir : SamplePackage.write(dir);
  }
}

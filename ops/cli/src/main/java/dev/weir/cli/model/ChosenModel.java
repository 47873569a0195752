package dev.weir.cli.model;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageStore;
import dev.weir.platform.Installation;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model package that a command runs.
 *
 * @param dir package folder, absolute
 * @param digest of the package
 * @param trained false for weights that nobody trained, as the package says itself
 */
public record ChosenModel(Path dir, String name, String version, String digest, boolean trained) {
  private static final String SHIPPED_TEXT = "weir-text";

  /** Where packages are kept below the platform's folder: {@code models/name/version}. */
  public static PackageStore store(Path weirDir) {
    return new PackageStore(weirDir.resolve("models"));
  }

  /**
   * The package that was asked for, or the one that is shipped. Where none is shipped (a build
   * without its {@code models} folder) an untrained sample is written to the store instead.
   *
   * @param asked a folder, {@code name} or {@code name@version} of the store or of the shipped
   *     ones; null for the shipped text model
   * @throws dev.weir.engine.error.ModelPackageException if it is no usable package; the message
   *     lists what the store has
   */
  public static ChosenModel of(@Nullable String asked, Path weirDir) throws IOException {
    if (asked != null) {
      return read(shippedHas(asked) ? shipped().find(asked) : store(weirDir).find(asked));
    }
    if (shippedHas(SHIPPED_TEXT)) {
      return read(shipped().find(SHIPPED_TEXT));
    }
    PackageStore store = store(weirDir);
    boolean stored = store.list().stream().anyMatch(entry -> entry.name().equals(SHIPPED_TEXT));
    return read(stored ? store.find(SHIPPED_TEXT) : sample(weirDir));
  }

  /**
   * A package that was asked for by name or folder, or the shipped one of that name.
   *
   * @param asked null for the shipped one
   * @param name of the shipped one, such as {@code weir-fraud}
   * @throws dev.weir.engine.error.ModelPackageException if it is no usable package
   */
  public static ChosenModel of(@Nullable String asked, String name, Path weirDir)
      throws IOException {
    String reference = asked == null ? name : asked;
    return read(shippedHas(reference) ? shipped().find(reference) : store(weirDir).find(reference));
  }

  /** The packages that came with this installation. */
  private static PackageStore shipped() {
    return new PackageStore(Path.of(System.getProperty(Installation.HOME_PROPERTY, "."), "models"));
  }

  /** {@code name@version} of the packages that came with this installation. */
  public static List<String> shippedLabels() throws IOException {
    return shipped().list().stream().map(entry -> entry.name() + "@" + entry.version()).toList();
  }

  private static boolean shippedHas(String reference) throws IOException {
    return shipped().list().stream()
        .anyMatch(
            entry ->
                reference.equals(entry.name())
                    || reference.equals(entry.name() + "@" + entry.version()));
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

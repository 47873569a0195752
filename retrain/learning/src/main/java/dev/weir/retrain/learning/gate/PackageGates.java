package dev.weir.retrain.learning.gate;

import dev.weir.engine.ScorerOptions;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Gates on the files of a package, whatever it is a model of. Stateless. */
public final class PackageGates {
  private static final List<String> PROVENANCE =
      List.of("base/digest", "dataset/snapshot", "hyper_parameters/seed", "code_version");

  private PackageGates() {}

  /** Whether digests and golden scores of a package are as they should be. */
  public static GateLine sound(ModelPackage challenger) {
    boolean sound =
        PackageCheck.of(challenger.dir(), ScorerOptions.defaults().withUnsigned()).sound();
    return new GateLine(
        "package", "digests, golden scores", "sound", sound ? 1 : 0, 1, null, "all sound", sound);
  }

  /**
   * Whether it is no larger than it may be.
   *
   * @param most times the champion's size
   */
  public static GateLine size(ModelPackage champion, ModelPackage challenger, double most)
      throws IOException {
    double is = bytes(challenger.dir()) / 1e6;
    double was = bytes(champion.dir()) / 1e6;
    return new GateLine(
        "size", "files", "MB", is, was, null, "at most " + most + " times", is <= was * most);
  }

  /**
   * Whether loading it takes no more memory than it may.
   *
   * @param most times the champion's
   */
  public static GateLine memory(ModelPackage champion, ModelPackage challenger, double most)
      throws IOException {
    double is = ModelMemory.of(challenger);
    double was = ModelMemory.of(champion);
    return new GateLine(
        "memory",
        "a process that loads it",
        "MB",
        is,
        was,
        null,
        "at most " + most + " times",
        is <= was * most);
  }

  /** Whether it says where it comes from and who may use it. */
  public static GateLine provenance(ModelPackage challenger) {
    List<String> missing =
        PROVENANCE.stream()
            .filter(key -> challenger.manifest().provenanceText(key.split("/")) == null)
            .toList();
    String licence = challenger.manifest().licence();
    boolean complete = missing.isEmpty() && !licence.isBlank() && !licence.equals("unknown");
    return new GateLine(
        "provenance",
        missing.isEmpty() ? "licence " + licence : "missing " + String.join(", ", missing),
        "complete",
        complete ? 1 : 0,
        1,
        null,
        "base, snapshot, seed, code and licence known",
        complete);
  }

  private static long bytes(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      long sum = 0;
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        sum += Files.size(file);
      }
      return sum;
    }
  }
}

package dev.weir.retrain.release.store;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageManifest;
import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseException.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files that make a package. */
final class PackageFiles {

  private PackageFiles() {}

  /**
   * The listed files with their SHA-256, by name; {@code weir.json} and a signature are not among
   * them.
   *
   * @throws ReleaseException if the folder has no {@code weir.json} of its own
   */
  static Map<String, String> listed(ModelPackage pack) {
    if (!pack.described()) {
      throw new ReleaseException(
          Problem.UNSOUND_PACKAGE,
          "model package "
              + pack.dir()
              + " has no "
              + PackageManifest.FILE
              + ", so nothing says what belongs to it; bring it in with `weir model import`, then"
              + " release what that wrote");
    }
    return new TreeMap<>(pack.manifest().files());
  }

  /** Whether a text can be a name or version of a package, and so a part of a path. */
  static boolean isPart(String text) {
    return text.matches("[A-Za-z0-9][A-Za-z0-9._+-]*");
  }

  /** Packages in the order in which lists show them. */
  static List<StoredModel> sorted(List<StoredModel> models) {
    return models.stream()
        .sorted(
            java.util.Comparator.comparing(StoredModel::name).thenComparing(StoredModel::version))
        .toList();
  }
}

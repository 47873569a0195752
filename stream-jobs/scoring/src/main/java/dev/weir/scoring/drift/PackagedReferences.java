package dev.weir.scoring.drift;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageStore;
import dev.weir.schemas.ModelRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The references in a folder of model packages, {@code name/version} each. One is believed only if
 * the package's digest is the one that the verdicts name and its {@code weir.json} lists the file.
 * A package that has none, or cannot be read, is looked at once and remembered. Confined to one
 * thread.
 */
public final class PackagedReferences {

  private static final Logger LOG = LoggerFactory.getLogger(PackagedReferences.class);

  /** Models that are remembered; a job sees a handful. */
  private static final int MOST_MODELS = 64;

  private final List<PackageStore> stores;
  private final Map<ModelRef, Optional<DriftReference>> known = new HashMap<>();

  /**
   * @param models the folders; they need not exist
   */
  public PackagedReferences(List<Path> models) {
    stores = models.stream().map(PackageStore::new).toList();
  }

  /** The reference of that model; empty if there is none to be believed. */
  public Optional<DriftReference> of(ModelRef model) {
    Optional<DriftReference> seen = known.get(model);
    if (seen != null) {
      return seen;
    }
    Optional<DriftReference> found = read(model);
    if (known.size() < MOST_MODELS) {
      known.put(model, found);
    }
    return found;
  }

  private Optional<DriftReference> read(ModelRef model) {
    try {
      for (PackageStore store : stores) {
        for (PackageStore.Entry entry : store.list()) {
          if (entry.name().equals(model.getName()) && entry.version().equals(model.getVersion())) {
            return of(ModelPackage.read(entry.dir()), model);
          }
        }
      }
      LOG.info(
          "no package {}@{} in {}",
          model.getName(),
          model.getVersion(),
          stores.stream().map(PackageStore::root).toList());
    } catch (IOException | ModelPackageException | IllegalArgumentException e) {
      LOG.warn(
          "package {}@{} gives no reference for drift: {}",
          model.getName(),
          model.getVersion(),
          e.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<DriftReference> of(ModelPackage found, ModelRef model)
      throws IOException {
    if (!found.identity().digest().equals(model.getDigest())) {
      throw new IllegalArgumentException(
          "its digest is "
              + found.identity().digest()
              + ", the verdicts name "
              + model.getDigest());
    }
    if (!found.manifest().files().containsKey(DriftReference.FILE)) {
      return Optional.empty();
    }
    return Optional.of(
        DriftReferenceJson.read(Files.readAllBytes(found.file(DriftReference.FILE))));
  }
}

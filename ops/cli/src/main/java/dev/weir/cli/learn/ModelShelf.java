package dev.weir.cli.learn;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageSignature;
import dev.weir.engine.pack.PackageStore;
import dev.weir.engine.pack.SigningKeys;
import dev.weir.retrain.release.store.FolderRepository;
import dev.weir.retrain.release.store.ModelRepository;
import dev.weir.retrain.release.store.StoredModel;
import dev.weir.scoring.control.ReleasedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where packages go before they are announced, and where the live one is found. Owns the shared
 * store; not thread-safe.
 *
 * @param local the folder that the jobs of this machine read
 * @param shared a store that other machines fetch from; null for none
 * @param keys that packages are signed with; null: they are not
 */
public record ModelShelf(
    PackageStore local, @Nullable ModelRepository shared, @Nullable SigningKeys keys)
    implements AutoCloseable {

  /** A folder alone, without signatures. */
  public static ModelShelf of(PackageStore local) {
    return new ModelShelf(local, null, null);
  }

  /** The versions of a package in either place. */
  Set<String> versions(String name) throws IOException {
    Set<String> versions = new TreeSet<>();
    for (PackageStore.Entry entry : local.list()) {
      if (entry.name().equals(name)) {
        versions.add(entry.version());
      }
    }
    for (StoredModel model : shared == null ? List.<StoredModel>of() : shared.list()) {
      if (model.name().equals(name)) {
        versions.add(model.version());
      }
    }
    return versions;
  }

  /**
   * Signs a package where there is a key, and puts it into both places.
   *
   * @throws IOException saying which package could not be put where
   */
  void put(ModelPackage pack) throws IOException {
    if (keys != null) {
      var unused = PackageSignature.sign(pack, keys);
    }
    try (FolderRepository folder = new FolderRepository(local.root())) {
      push(pack, folder);
    }
    if (shared != null) {
      push(pack, shared);
    }
  }

  private static void push(ModelPackage pack, ModelRepository into) throws IOException {
    try {
      into.push(pack);
    } catch (ModelPackageException e) {
      throw new IOException(
          "%s could not be put into the store %s: %s"
              .formatted(pack.id(), into.place(), e.getMessage()),
          e);
    }
  }

  /**
   * The package of a model that was released, brought to this machine where it is only in the
   * shared store.
   *
   * @throws ModelPackageException if it is in neither
   */
  public Path find(ReleasedModel model) throws IOException {
    try {
      return local.find(model.label());
    } catch (ModelPackageException e) {
      if (shared == null) {
        throw e;
      }
      return shared
          .pull(new StoredModel(model.name(), model.version(), model.digest()), local.root())
          .dir();
    }
  }

  @Override
  public void close() {
    if (shared != null) {
      shared.close();
    }
  }
}

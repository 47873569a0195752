package dev.weir.retrain.release.store;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageManifest;
import dev.weir.engine.pack.PackageSignature;
import dev.weir.engine.pack.PackageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A folder of packages, {@code name/version} each, as running jobs load them from. */
public final class FolderRepository implements ModelRepository {

  private final PackageStore store;

  /** The repository of a folder, which need not exist yet. */
  public FolderRepository(Path root) {
    this.store = new PackageStore(root);
  }

  @Override
  public String place() {
    return store.root().toString();
  }

  /** As {@link ModelRepository#list}; what cannot be read is left out. */
  @Override
  public List<StoredModel> list() throws IOException {
    List<StoredModel> models = new ArrayList<>();
    for (PackageStore.Entry entry : store.list()) {
      if (entry.manifest() != null) {
        models.add(
            new StoredModel(
                entry.name(),
                entry.version(),
                Hashes.sha256(Files.readAllBytes(entry.dir().resolve(PackageManifest.FILE)))));
      }
    }
    return PackageFiles.sorted(models);
  }

  @Override
  public void push(ModelPackage pack) throws IOException {
    ModelIdentity identity = pack.identity();
    if (pack.described()
        && pack.dir().equals(store.root().resolve(identity.name()).resolve(identity.version()))) {
      return;
    }
    ModelPackage there = install(pack, store.root());
    copySignature(pack.dir(), there.dir());
  }

  @Override
  public ModelPackage pull(StoredModel wanted, Path root) throws IOException {
    ModelPackage pack =
        ModelPackage.read(store.root().resolve(wanted.name()).resolve(wanted.version()));
    ModelPackage there = install(pack, root);
    copySignature(pack.dir(), there.dir());
    return there;
  }

  private static ModelPackage install(ModelPackage pack, Path root) throws IOException {
    List<String> names = new ArrayList<>(PackageFiles.listed(pack).keySet());
    names.add(PackageManifest.FILE);
    StoredModel wanted =
        new StoredModel(
            pack.identity().name(), pack.identity().version(), pack.identity().digest());
    return PackageInstall.install(
        root,
        wanted,
        dir -> {
          for (String name : names) {
            Path copy = dir.resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(pack.file(name), copy);
          }
          copySignature(pack.dir(), dir);
        });
  }

  /** A package may be signed after it was pushed. */
  static void copySignature(Path from, Path to) throws IOException {
    Path signature = from.resolve(PackageSignature.FILE);
    if (!Files.isRegularFile(signature) || from.equals(to)) {
      return;
    }
    Path copy = to.resolve(PackageSignature.FILE);
    if (!Files.exists(copy) || Files.mismatch(signature, copy) >= 0) {
      Path written = to.resolve("." + PackageSignature.FILE);
      Files.copy(signature, written, StandardCopyOption.REPLACE_EXISTING);
      Files.move(written, copy, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void close() {
    // nothing is open between calls
  }
}

package dev.weir.retrain.release.store;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageManifest;
import dev.weir.engine.pack.PackageSignature;
import dev.weir.engine.pack.PackageStore;
import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of an S3-compatible service.
 *
 * <pre>
 *   prefix/name/version/sha256/HEX   content of a file, by its SHA-256; written first
 *   prefix/name/version/weir.sig     signature, if there is one
 *   prefix/name/version/weir.json    written last, once: with it the package is there
 * </pre>
 *
 * Readers look for {@code weir.json} alone, so a writer that dies before leaves nothing to see, and
 * writes no content again when it comes back. Two writers of one version never replace each other's
 * files.
 */
public final class S3Repository implements ModelRepository {

  private final S3Place place;
  private final S3Objects objects;

  /**
   * @param url {@code s3://bucket/prefix}
   * @param endpoint of a service other than Amazon's; null for Amazon's own
   * @throws IllegalArgumentException if either is not of its form
   */
  public S3Repository(String url, @Nullable String endpoint) {
    this.place = S3Place.parse(url, endpoint);
    this.objects = new S3Objects(place);
  }

  @Override
  public String place() {
    return place.toString();
  }

  @Override
  public List<StoredModel> list() {
    List<StoredModel> models = new ArrayList<>();
    for (String key : objects.keys(place.prefix())) {
      String[] parts = key.substring(place.prefix().length()).split("/");
      if (parts.length == 3
          && parts[2].equals(PackageManifest.FILE)
          && PackageFiles.isPart(parts[0])
          && PackageFiles.isPart(parts[1])) {
        byte[] manifest = objects.read(key);
        if (manifest != null) {
          models.add(new StoredModel(parts[0], parts[1], Hashes.sha256(manifest)));
        }
      }
    }
    return PackageFiles.sorted(models);
  }

  @Override
  public void push(ModelPackage pack) throws IOException {
    Map<String, String> files = PackageFiles.listed(pack);
    String name = pack.identity().name();
    String version = pack.identity().version();
    String manifest = place.manifest(name, version);
    byte[] there = objects.read(manifest);
    if (there != null) {
      requireSame(pack, there);
    } else {
      for (Map.Entry<String, String> file : files.entrySet()) {
        String key = place.content(name, version, file.getValue());
        if (!objects.has(key)) {
          objects.write(key, pack.file(file.getKey()));
        }
      }
    }
    Path signature = pack.file(PackageSignature.FILE);
    if (Files.isRegularFile(signature)) {
      objects.write(place.signature(name, version), signature);
    }
    if (there == null
        && !objects.writeNew(manifest, Files.readAllBytes(pack.file(PackageManifest.FILE)))) {
      byte[] another = objects.read(manifest);
      if (another != null) {
        requireSame(pack, another);
      }
    }
  }

  private void requireSame(ModelPackage pack, byte[] there) {
    String digest = Hashes.sha256(there);
    if (!digest.equals(pack.identity().digest())) {
      throw PackageInstall.exists(pack, place.toString(), digest);
    }
  }

  @Override
  public ModelPackage pull(StoredModel wanted, Path root) throws IOException {
    Path folder = root.toAbsolutePath().normalize();
    byte[] manifest = objects.read(place.manifest(wanted.name(), wanted.version()));
    if (manifest == null) {
      throw new ReleaseException(
          Problem.UNKNOWN_MODEL, "model package " + wanted.label() + ": not in the store " + place);
    }
    return PackageInstall.install(folder, wanted, dir -> fetch(wanted, manifest, dir));
  }

  private void fetch(StoredModel wanted, byte[] manifest, Path dir) throws IOException {
    Files.write(dir.resolve(PackageManifest.FILE), manifest);
    for (Map.Entry<String, String> file : listed(wanted, dir).entrySet()) {
      Path target = dir.resolve(file.getKey()).normalize();
      Files.createDirectories(target.getParent());
      objects.readTo(place.content(wanted.name(), wanted.version(), file.getValue()), target);
    }
    byte[] signature = objects.read(place.signature(wanted.name(), wanted.version()));
    if (signature != null) {
      Files.write(dir.resolve(PackageSignature.FILE), signature);
    }
  }

  /** The files that a description lists, which {@link PackageManifest} keeps inside the package. */
  private Map<String, String> listed(StoredModel wanted, Path dir) throws IOException {
    try {
      return new TreeMap<>(PackageStore.manifest(dir).files());
    } catch (IllegalArgumentException e) {
      throw new ModelPackageException(
          ModelPackageException.Problem.INVALID_DESCRIPTION,
          "model package "
              + wanted.label()
              + " in "
              + place
              + ": weir.json: "
              + e.getMessage()
              + "; push it again from a sound copy",
          e);
    }
  }

  @Override
  public void close() {
    objects.close();
  }
}

package dev.weir.retrain.release.store;

import dev.weir.engine.pack.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where packages are kept for all machines. A package is there complete or not at all, whenever a
 * writer dies; a name and version stand for one content for good. Implementations are thread-safe.
 */
public interface ModelRepository extends AutoCloseable {

  /** The repository as people name it: a folder, or {@code s3://bucket/prefix}. */
  String place();

  /**
   * The packages that are there, by name and version.
   *
   * @throws dev.weir.retrain.release.ReleaseException if the store does not answer
   */
  List<StoredModel> list() throws IOException;

  /**
   * Writes a package, unless the same one is there; a signature that is there is replaced by the
   * package's own.
   *
   * @throws dev.weir.engine.error.ModelPackageException VERSION_EXISTS if another package of this
   *     name and version is there
   * @throws dev.weir.retrain.release.ReleaseException if the store does not answer
   * @throws IOException if it cannot be read or written
   */
  void push(ModelPackage pack) throws IOException;

  /**
   * Brings a package into a folder of packages, {@code name/version} each, unless it is there;
   * every digest is compared before it appears.
   *
   * @param wanted as {@link #list} has it
   * @param root the folder of packages
   * @return the package in that folder
   * @throws dev.weir.engine.error.ModelPackageException if a file is not the one that was pushed,
   *     or the folder has another package of this name and version
   * @throws dev.weir.retrain.release.ReleaseException if the store does not answer
   * @throws IOException if it cannot be read or written
   */
  ModelPackage pull(StoredModel wanted, Path root) throws IOException;

  @Override
  void close();
}

package dev.weir.scoring;

import dev.weir.engine.TaskSpec;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.pack.PackageStore;
import dev.weir.scoring.control.ReleasedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The folder that releases are loaded from. A package is opened only if it is the one that was
 * released, has all tasks of the model that the job started with, and is no larger than a running
 * job takes. Immutable.
 *
 * @param root folder of the packages, {@code name/version} each
 * @param mostBytes largest package that is opened
 */
record ReleasedPackage(Path root, long mostBytes) {

  /** Largest package that a release may bring into a running job. */
  static final long MOST_BYTES = 2L << 30;

  /**
   * The model that a release names.
   *
   * @param tasks what it must be able to do
   * @param open loads the model of a folder
   * @throws ModelPackageException if it cannot be used, or is not the released one
   */
  <M extends ScoringModel> M open(
      ReleasedModel wanted, List<TaskSpec> tasks, Function<Path, M> open) {
    Path folder = root.resolve(wanted.name()).resolve(wanted.version()).normalize();
    if (!folder.startsWith(root.normalize()) || !Files.isDirectory(folder)) {
      throw new ModelPackageException(
          Problem.MISSING_FILE,
          "model package "
              + wanted.label()
              + ": released, but not in the store "
              + new PackageStore(root).root()
              + " on this machine; import it there and release it again");
    }
    checkSize(folder, wanted);
    M model = open.apply(folder);
    try {
      checkIdentity(model, wanted);
      checkTasks(model, wanted, tasks);
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private void checkSize(Path folder, ReleasedModel wanted) {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
    } catch (IOException e) {
      throw new ModelPackageException(
          Problem.MISSING_FILE,
          "model package " + wanted.label() + ": " + folder + " cannot be read (" + e + ")",
          e);
    }
    if (bytes > mostBytes) {
      throw new ModelPackageException(
          Problem.MEMORY_LIMIT,
          "model package "
              + wanted.label()
              + ": has "
              + bytes
              + " bytes; a running job takes up to "
              + mostBytes
              + "; start a job of its own with it");
    }
  }

  private static void checkIdentity(ScoringModel model, ReleasedModel wanted) {
    if (!wanted.matches(model.identity())) {
      throw new ModelPackageException(
          Problem.DIGEST_MISMATCH,
          "model package "
              + wanted.label()
              + ": the released one has the digest "
              + wanted.digest()
              + ", the store holds "
              + model.identity()
              + " with "
              + model.identity().digest()
              + "; put the released package there, or release the one that is there");
    }
  }

  private static void checkTasks(ScoringModel model, ReleasedModel wanted, List<TaskSpec> tasks) {
    List<String> has = model.tasks().stream().map(TaskSpec::name).toList();
    List<String> missing = new ArrayList<>(tasks.stream().map(TaskSpec::name).toList());
    missing.removeAll(has);
    if (!missing.isEmpty()) {
      throw new ModelPackageException(
          Problem.LABEL_MISMATCH,
          "model package "
              + wanted.label()
              + ": has the tasks "
              + has
              + " and lacks "
              + missing
              + ", which the running job answers; release a model of all its tasks");
    }
  }
}

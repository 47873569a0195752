package dev.weir.scoring;

import dev.weir.engine.EngineServices;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.engine.cache.ScoreCache;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.pack.PackageStore;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.verdict.TextVerdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Loads text models: the one that a job starts with, and those that releases name. A release is
 * loaded only if its package is the one that was released, has all tasks of the model that the job
 * started with, and is no larger than {@value #MOST_BYTES} bytes. Thread-safe.
 */
final class ModelStore {

  /** Largest package that a release may bring into a running job. */
  static final long MOST_BYTES = 2L << 30;

  /** Scores that all subtasks of a process share, by the size that their jobs ask for. */
  private static final Map<Long, ScoreCache> CACHES = new ConcurrentHashMap<>();

  private final ScorerOptions options;
  private final long mostBytes;
  private final long cacheBytes;

  /**
   * @param cacheBytes memory for scores of texts that repeat; 0 for none
   */
  ModelStore(ScorerOptions options, long cacheBytes) {
    this(options, cacheBytes, MOST_BYTES);
  }

  ModelStore(ScorerOptions options, long cacheBytes, long mostBytes) {
    this.options = options;
    this.cacheBytes = cacheBytes;
    this.mostBytes = mostBytes;
  }

  /**
   * The model in that folder, loaded and warm.
   *
   * @throws ModelPackageException if it cannot be used
   */
  TextModel open(Path folder) {
    long start = System.nanoTime();
    EngineMeter meter = new EngineMeter();
    TextScorer scorer = null;
    try {
      scorer = TextScorer.open(folder, options, services(meter));
      TextVerdicts verdicts = new TextVerdicts(scorer.model(), scorer.tasks());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      return new TextModel(scorer, verdicts, meter, millis);
    } catch (RuntimeException e) {
      try (meter) {
        if (scorer != null) {
          scorer.close();
        }
      }
      throw e;
    }
  }

  private EngineServices services(EngineMeter meter) {
    EngineServices services = EngineServices.defaults().withEvents(meter.events());
    return cacheBytes == 0
        ? services
        : services.withCache(CACHES.computeIfAbsent(cacheBytes, ScoreCache::new));
  }

  /**
   * The model that a release names, loaded and warm.
   *
   * @param root folder of the packages, {@code name/version} each
   * @param tasks what it must be able to do
   * @throws ModelPackageException if it cannot be used, or is not the released one
   */
  TextModel released(Path root, ReleasedModel wanted, List<TaskSpec> tasks) {
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
    TextModel model = open(folder);
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

  private static void checkIdentity(TextModel model, ReleasedModel wanted) {
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

  private static void checkTasks(TextModel model, ReleasedModel wanted, List<TaskSpec> tasks) {
    List<String> has = model.scorer().tasks().stream().map(TaskSpec::name).toList();
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

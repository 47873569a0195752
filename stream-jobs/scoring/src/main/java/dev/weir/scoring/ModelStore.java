package dev.weir.scoring;

import dev.weir.engine.EngineServices;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.engine.cache.ScoreCache;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.verdict.TextVerdicts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Loads text models: the one that a job starts with, and those that releases name. A release is
 * loaded only if its package is the one that was released, has all tasks of the model that the job
 * started with, and is no larger than {@value ReleasedPackage#MOST_BYTES} bytes. Thread-safe.
 */
final class ModelStore {

  /** Scores that all subtasks of a process share, by the size that their jobs ask for. */
  private static final Map<Long, ScoreCache> CACHES = new ConcurrentHashMap<>();

  private final ScorerOptions options;
  private final long mostBytes;
  private final long cacheBytes;

  /**
   * @param cacheBytes memory for scores of texts that repeat; 0 for none
   */
  ModelStore(ScorerOptions options, long cacheBytes) {
    this(options, cacheBytes, ReleasedPackage.MOST_BYTES);
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
    return new ReleasedPackage(root, mostBytes).open(wanted, tasks, this::open);
  }
}

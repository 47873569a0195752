package dev.weir.scoring;

import dev.weir.engine.Columns;
import dev.weir.engine.EngineServices;
import dev.weir.engine.RowScorer;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.explain.TreeContributions;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.verdict.FraudReasons;
import dev.weir.scoring.verdict.FraudVerdicts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Loads fraud models: the one that a job starts with, and those that releases name. A package is
 * refused if it reads a column that is no feature, lacks the task fraud, or was trained with other
 * settings of the features than the job's. Thread-safe.
 */
final class FraudModelStore {

  private static final Columns COLUMNS =
      Columns.of(Arrays.stream(FraudFeature.values()).map(FraudFeature::column).toList());

  private final FraudSettings settings;

  FraudModelStore(FraudSettings settings) {
    this.settings = settings;
  }

  /**
   * The model in that folder, loaded and warm.
   *
   * @throws ModelPackageException if it cannot be used
   */
  FraudModel open(Path folder) {
    long start = System.nanoTime();
    RowScorer scorer =
        RowScorer.open(folder, COLUMNS, ScorerOptions.defaults(), EngineServices.defaults());
    try {
      ModelPackage pack = ModelPackage.read(folder);
      checkSettings(pack);
      FraudReasons reasons = new FraudReasons(TreeContributions.of(pack, COLUMNS));
      FraudVerdicts verdicts = new FraudVerdicts(scorer.model(), scorer.tasks());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      return new FraudModel(scorer, verdicts, reasons, millis);
    } catch (RuntimeException e) {
      scorer.close();
      throw e;
    }
  }

  /**
   * The model that a release names, loaded and warm.
   *
   * @param root folder of the packages, {@code name/version} each
   * @param tasks what it must be able to do
   * @throws ModelPackageException if it cannot be used, or is not the released one
   */
  FraudModel released(Path root, ReleasedModel wanted, List<TaskSpec> tasks) {
    return new ReleasedPackage(root, ReleasedPackage.MOST_BYTES).open(wanted, tasks, this::open);
  }

  /** A package that does not say what it was trained with is taken at its word. */
  private void checkSettings(ModelPackage pack) {
    check(pack, "label delay in days", "label_delay_days", days());
    check(pack, "time zone", "zone", settings.zone().getId());
  }

  private String days() {
    return Long.toString(settings.labelDelay().toDays());
  }

  private static void check(ModelPackage pack, String what, String field, String served) {
    String trained = pack.manifest().provenanceText("features", field);
    if (trained != null && !trained.equals(served)) {
      throw new ModelPackageException(
          Problem.INVALID_DESCRIPTION,
          "model package "
              + pack.id()
              + ": was trained with the "
              + what
              + " "
              + trained
              + ", this job computes features with "
              + served
              + "; set the job to the model's, or train a model with the job's");
    }
  }
}

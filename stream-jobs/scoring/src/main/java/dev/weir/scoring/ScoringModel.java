package dev.weir.scoring;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.TaskSpec;
import dev.weir.scoring.control.ReleasedModel;
import java.util.List;

/** A model ready to score, with what makes verdicts of its scores. Used by one thread at a time. */
interface ScoringModel extends AutoCloseable {

  ModelIdentity identity();

  /** What it answers, in the order of its probabilities. */
  List<TaskSpec> tasks();

  /** How long it took to load and warm. */
  long loadMillis();

  @Override
  void close();

  /** Loads a released model; throws {@code ModelPackageException} when it cannot be used. */
  @FunctionalInterface
  interface Loader<M extends ScoringModel> {
    M load(ReleasedModel which);
  }
}

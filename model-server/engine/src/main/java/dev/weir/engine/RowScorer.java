package dev.weir.engine;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.swap.ModelSlot;
import java.nio.file.Path;
import java.util.List;

/**
 * Scores rows of a table, such as the features of card transactions, on the caller's thread.
 *
 * <p>One thread at a time may use a scorer; open one for each thread, they share the model's
 * memory. A score does not depend on the rows beside it.
 */
public interface RowScorer extends AutoCloseable {
  /**
   * Loads a table package, unless this process has it loaded, and gets it ready. Rows have the
   * model's columns in the model's order.
   *
   * @throws ModelPackageException if the package cannot be used; nothing stays loaded
   */
  static RowScorer open(Path packageDir, ScorerOptions options) {
    return open(packageDir, options, EngineServices.defaults());
  }

  /**
   * The same with a pool or metrics of the caller's choice.
   *
   * @throws ModelPackageException if the package cannot be used; nothing stays loaded
   */
  static RowScorer open(Path packageDir, ScorerOptions options, EngineServices services) {
    ModelSlot slot = ModelSlot.open(packageDir, options, services.pool(), services.events());
    return InlineRowScorer.owning(slot, options, services);
  }

  /**
   * The same for rows of the caller's columns, in any order; what the model does not read is passed
   * over.
   *
   * @throws ModelPackageException if the package cannot be used, or needs a column that the rows do
   *     not have; nothing stays loaded
   */
  static RowScorer open(
      Path packageDir, Columns columns, ScorerOptions options, EngineServices services) {
    ModelSlot slot =
        ModelSlot.openForRows(packageDir, columns, options, services.pool(), services.events());
    return InlineRowScorer.owning(slot, options, services);
  }

  /**
   * A scorer of the model that a slot holds: each call of {@link #score} uses the slot's model of
   * that moment for all its rows. The slot stays the caller's and outlives the scorer.
   *
   * @throws ModelPackageException if the slot is one of texts
   */
  static RowScorer on(ModelSlot slot, ScorerOptions options, EngineServices services) {
    return new InlineRowScorer(slot, false, options, services);
  }

  /** The model that gave the scores of the last call, or will give those of the first. */
  ModelIdentity model();

  /** Its tasks, in the order of {@link ScoreOutcome.Scored#probabilities()}. */
  List<TaskSpec> tasks();

  /** What each place of a row means. The same for the life of the scorer, whatever is swapped. */
  Columns columns();

  /**
   * Scores rows on the caller's thread.
   *
   * @param rows each with a value for every one of {@link #columns()}, NaN where it is missing; an
   *     element that cannot be scored, even null, costs the others nothing. Rows must not change
   *     before the call returns
   * @return one outcome for each row, in the same order
   */
  List<ScoreOutcome> score(List<float[]> rows);

  /** Gives the model back. A closed scorer cannot score; closing again does nothing. */
  @Override
  void close();
}

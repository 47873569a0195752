package dev.weir.engine;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.swap.ModelSlot;
import java.nio.file.Path;
import java.util.List;

/**
 * Scores texts on the caller's thread.
 *
 * <p>One thread at a time may use a scorer; open one for each thread, they share the model's
 * memory. A score does not depend on the texts beside it: it is the same to 1e-5 alone and in any
 * list.
 */
public interface TextScorer extends AutoCloseable {
  /**
   * Loads a package, unless this process has it loaded, and gets it ready: it is run at every
   * length, and its golden examples are compared.
   *
   * @param packageDir a folder with {@code weir.json}, or as Hugging Face exporters write it
   * @throws ModelPackageException if the package cannot be used; nothing stays loaded
   */
  static TextScorer open(Path packageDir, ScorerOptions options) {
    return open(packageDir, options, EngineServices.defaults());
  }

  /**
   * The same with a pool, metrics or a cache of the caller's choice.
   *
   * @throws ModelPackageException if the package cannot be used; nothing stays loaded
   */
  static TextScorer open(Path packageDir, ScorerOptions options, EngineServices services) {
    ModelSlot slot = ModelSlot.open(packageDir, options, services.pool(), services.events());
    try {
      return new InlineTextScorer(slot, true, options, services);
    } catch (RuntimeException e) {
      slot.close();
      throw e;
    }
  }

  /**
   * A scorer of the model that a slot holds: each call of {@link #score} uses the slot's model of
   * that moment for all its texts. The slot stays the caller's and outlives the scorer.
   */
  static TextScorer on(ModelSlot slot, ScorerOptions options, EngineServices services) {
    return new InlineTextScorer(slot, false, options, services);
  }

  /** The model that gave the scores of the last call, or will give those of the first. */
  ModelIdentity model();

  /** Its tasks, in the order of {@link ScoreOutcome.Scored#probabilities()}. */
  List<TaskSpec> tasks();

  /**
   * Scores texts on the caller's thread.
   *
   * @param texts of any number and length; an element that cannot be scored, even null, costs the
   *     others nothing
   * @return one outcome for each text, in the same order
   */
  List<ScoreOutcome> score(List<String> texts);

  /** Gives the model back. A closed scorer cannot score; closing again does nothing. */
  @Override
  void close();
}

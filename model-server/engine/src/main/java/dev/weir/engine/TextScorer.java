package dev.weir.engine;

import dev.weir.engine.error.ModelPackageException;
import java.nio.file.Path;
import java.util.List;

/**
 * Scores texts with one model package.
 *
 * <p>One thread at a time may use a scorer; open one for each thread. A score does not depend on
 * the texts beside it: it is the same to 1e-5 alone and in any list.
 */
public interface TextScorer extends AutoCloseable {
  /**
   * Loads a package and gets it ready: its golden examples are scored and compared.
   *
   * @param packageDir a folder with {@code weir.json}, or as Hugging Face exporters write it
   * @throws ModelPackageException if the package cannot be used; nothing stays loaded
   */
  static TextScorer open(Path packageDir, ScorerOptions options) {
    return InlineTextScorer.open(packageDir, options);
  }

  /** The model that gives the scores. */
  ModelIdentity model();

  /** The tasks, in the order of {@link ScoreOutcome.Scored#probabilities()}. */
  List<TaskSpec> tasks();

  /**
   * Scores texts on the caller's thread.
   *
   * @param texts of any number and length; an element that cannot be scored, even null, costs the
   *     others nothing
   * @return one outcome for each text, in the same order
   */
  List<ScoreOutcome> score(List<String> texts);

  /** Frees the model. A closed scorer cannot score; closing again does nothing. */
  @Override
  void close();
}

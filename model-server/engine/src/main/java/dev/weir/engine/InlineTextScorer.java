package dev.weir.engine;

import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.feature.TextValidator;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.session.BatchScorer;
import dev.weir.engine.session.LoadedModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokenizes and scores on the caller's thread, without a hand-over. Confined. */
final class InlineTextScorer implements TextScorer {
  private static final int WINDOW = 1024;

  private final LoadedModel model;
  private final TextValidator validator;
  private final BatchScorer scorer;
  private final int[] positions = new int[WINDOW];
  private boolean closed;

  private InlineTextScorer(LoadedModel model, ScorerOptions options) {
    this.model = model;
    validator = new TextValidator(options.maxTextChars());
    scorer = new BatchScorer(model, options.batches());
  }

  static InlineTextScorer open(Path packageDir, ScorerOptions options) {
    LoadedModel model = LoadedModel.load(ModelPackage.read(packageDir), options.maxTokens());
    try {
      InlineTextScorer scorer = new InlineTextScorer(model, options);
      GoldenCheck.check(model.pack().manifest(), scorer);
      return scorer;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public ModelIdentity model() {
    return model.identity();
  }

  @Override
  public List<TaskSpec> tasks() {
    return model.tasks();
  }

  @Override
  public List<ScoreOutcome> score(List<String> texts) {
    if (closed) {
      throw new IllegalStateException("the scorer of " + model() + " is closed; open another");
    }
    ScoreOutcome[] outcomes = new ScoreOutcome[texts.size()];
    for (int from = 0; from < outcomes.length; from += WINDOW) {
      scoreWindow(texts, outcomes, from, Math.min(from + WINDOW, outcomes.length));
    }
    return Collections.unmodifiableList(Arrays.asList(outcomes));
  }

  private void scoreWindow(List<String> texts, ScoreOutcome[] outcomes, int from, int to) {
    scorer.clear();
    for (int i = from; i < to; i++) {
      @Nullable String text = texts.get(i);
      @Nullable Rejected rejected = validator.check(text);
      if (rejected == null && text != null) {
        positions[scorer.rows()] = i;
        rejected = scorer.add(text);
      }
      if (rejected != null) {
        outcomes[i] = rejected;
      }
    }
    scorer.score((row, outcome) -> outcomes[positions[row]] = outcome);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      model.close();
    }
  }
}

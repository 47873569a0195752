package dev.weir.engine;

import ai.onnxruntime.OrtException;
import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.batch.LengthBatches;
import dev.weir.engine.feature.FeatureException;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.feature.TextValidator;
import dev.weir.engine.onnx.OrtRuntime;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.session.BatchRunner;
import dev.weir.engine.session.LoadedModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokenizes, cuts runs by length, runs and calibrates on the caller's thread. Confined. */
final class InlineTextScorer implements TextScorer {
  private static final int WINDOW = 1024;
  private static final int RUN_COST_TOKENS = 32;

  private final LoadedModel model;
  private final TextValidator validator;
  private final LengthBatches batches;
  private final BatchRunner runner;
  private final IdArena[] arenas;
  private final long[] sorted = new long[WINDOW];
  private final int[] positions = new int[WINDOW];
  private boolean closed;

  private InlineTextScorer(LoadedModel model, ScorerOptions options) {
    this.model = model;
    validator = new TextValidator(options.maxTextChars());
    batches = new LengthBatches(options.maxBatchRows(), options.maxBatchTokens(), RUN_COST_TOKENS);
    runner = model.newRunner(options.maxBatchRows(), options.maxBatchTokens());
    arenas = new IdArena[model.sequences()];
    Arrays.setAll(arenas, i -> new IdArena());
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
    int rows = 0;
    for (IdArena arena : arenas) {
      arena.clear();
    }
    for (int i = from; i < to; i++) {
      @Nullable Rejected rejected = features(texts.get(i));
      if (rejected != null) {
        outcomes[i] = rejected;
      } else {
        positions[rows] = i;
        sorted[rows] = (long) arenas[0].length(rows) << 32 | rows;
        rows++;
      }
    }
    Arrays.sort(sorted, 0, rows);
    for (int start = 0; start < rows; ) {
      int end = batches.end(sorted, start, rows);
      run(outcomes, start, end);
      start = end;
    }
  }

  private @Nullable Rejected features(@Nullable String text) {
    Rejected rejected = validator.check(text);
    if (rejected != null || text == null) {
      return rejected;
    }
    try {
      for (int s = 0; s < arenas.length; s++) {
        model.feature(s).append(text, arenas[s]);
      }
    } catch (FeatureException e) {
      for (IdArena arena : arenas) {
        arena.abandonRecord();
      }
      return new Rejected("tokenize", "tokenizer-failed", String.valueOf(e.getMessage()));
    }
    for (IdArena arena : arenas) {
      arena.endRecord();
    }
    return null;
  }

  /** Runs some records; if that fails, halves them until the bad one stands alone. */
  private void run(ScoreOutcome[] outcomes, int from, int to) {
    try {
      runner.run(model.session(), arenas, sorted, from, to);
    } catch (OrtException e) {
      if (to - from == 1) {
        outcomes[positions[(int) sorted[from]]] =
            new Rejected(
                "inference",
                "run-failed",
                "model " + model() + " failed on this record: " + OrtRuntime.firstLine(e));
      } else {
        int middle = (from + to) >>> 1;
        run(outcomes, from, middle);
        run(outcomes, middle, to);
      }
      return;
    }
    for (int i = from; i < to; i++) {
      int row = (int) sorted[i];
      outcomes[positions[row]] = outcome(i - from, arenas[0].length(row));
    }
  }

  private ScoreOutcome outcome(int row, int tokens) {
    float[][] probabilities = new float[model.headCount()][];
    for (int task = 0; task < probabilities.length; task++) {
      float @Nullable [] scores = model.head(task).read(runner.output(task), row);
      if (scores == null) {
        return new Rejected(
            "inference",
            "scores-not-finite",
            "model "
                + model()
                + " gave a score that is no finite number for task "
                + model.tasks().get(task).name());
      }
      probabilities[task] = scores;
    }
    return new Scored(probabilities, tokens);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      model.close();
    }
  }
}

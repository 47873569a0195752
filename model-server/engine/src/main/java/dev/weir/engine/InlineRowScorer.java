package dev.weir.engine;

import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.pack.ColumnSpec;
import dev.weir.engine.session.LoadedModel;
import dev.weir.engine.session.RowBatchScorer;
import dev.weir.engine.swap.ModelSlot;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores rows on the caller's thread, without a hand-over. Confined.
 *
 * <p>Rows are checked, copied and run batch by batch, so that a wide row is still in the
 * processor's cache when it is copied.
 */
final class InlineRowScorer implements RowScorer {
  private final ModelSlot slot;
  private final boolean ownsSlot;
  private final ScorerOptions options;
  private final EngineServices services;
  private final Columns columns;
  private final int[] recordOfRow;
  private LoadedModel model;
  private RowBatchScorer scorer;
  private RowValidator validator;
  private boolean closed;

  InlineRowScorer(
      ModelSlot slot, boolean ownsSlot, ScorerOptions options, EngineServices services) {
    this.slot = slot;
    this.ownsSlot = ownsSlot;
    this.options = options;
    this.services = services;
    this.columns = slot.columns();
    this.recordOfRow = new int[options.maxTableRows()];
    this.model = slot.acquire();
    this.scorer = newScorer();
    this.validator = newValidator();
    model.release();
  }

  /** A scorer that closes its slot, also when it cannot be made. */
  static RowScorer owning(ModelSlot slot, ScorerOptions options, EngineServices services) {
    try {
      return new InlineRowScorer(slot, true, options, services);
    } catch (RuntimeException e) {
      slot.close();
      throw e;
    }
  }

  private RowBatchScorer newScorer() {
    return new RowBatchScorer(
        model, columns.sources(modelColumns()), options.maxTableRows(), services.events());
  }

  private RowValidator newValidator() {
    return new RowValidator(columns.size(), modelColumns(), columns.sources(modelColumns()));
  }

  private List<ColumnSpec> modelColumns() {
    return model.table().columns();
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
  public Columns columns() {
    return columns;
  }

  @Override
  public List<ScoreOutcome> score(List<float[]> rows) {
    if (closed) {
      throw new IllegalStateException("the scorer of " + model() + " is closed; open another");
    }
    ScoreOutcome[] outcomes = new ScoreOutcome[rows.size()];
    LoadedModel now = slot.acquire();
    try {
      if (now != model) {
        model = now;
        scorer = newScorer();
        validator = newValidator();
      }
      int batch = recordOfRow.length;
      for (int from = 0; from < outcomes.length; from += batch) {
        scoreBatch(rows, outcomes, from, Math.min(from + batch, outcomes.length));
      }
    } finally {
      now.release();
    }
    return Collections.unmodifiableList(Arrays.asList(outcomes));
  }

  private void scoreBatch(List<float[]> rows, ScoreOutcome[] outcomes, int from, int to) {
    scorer.clear();
    for (int i = from; i < to; i++) {
      float @Nullable [] row = rows.get(i);
      @Nullable Rejected rejected = validator.check(row);
      if (rejected != null) {
        outcomes[i] = rejected;
        services.events().recordRejected().emit(rejected);
      } else if (row != null) {
        recordOfRow[scorer.rows()] = i;
        scorer.add(row);
      }
    }
    scorer.score((row, outcome) -> outcomes[recordOfRow[row]] = outcome);
    scorer.clear();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (ownsSlot) {
        slot.close();
      }
    }
  }
}

package dev.weir.engine.swap;

import dev.weir.engine.Columns;
import dev.weir.engine.ModelIdentity;
import dev.weir.engine.error.ColumnException;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.session.LoadedModel;
import org.jspecify.annotations.Nullable;

/** Whether a model can score the records of a slot: texts, or rows of certain columns. */
public final class RecordKind {
  private RecordKind() {}

  /**
   * Checks a model before it is warmed up.
   *
   * @param columns of the slot's rows; null: it scores texts
   * @throws ModelPackageException saying why the model cannot score them
   */
  public static void check(LoadedModel model, @Nullable Columns columns) {
    if (columns == null) {
      if (model.scoresRows()) {
        throw notForTexts(model.identity());
      }
      return;
    }
    if (!model.scoresRows()) {
      throw notForRows(model.identity());
    }
    try {
      columns.sources(model.table().columns());
    } catch (ColumnException e) {
      throw new ModelPackageException(
          Problem.COLUMN_MISMATCH, "model package " + model.identity() + ": " + e.getMessage(), e);
    }
  }

  static ModelPackageException notForTexts(ModelIdentity model) {
    return new ModelPackageException(
        Problem.WRONG_RECORD_KIND,
        "model package "
            + model
            + ": it scores rows of a table, not texts; give it rows, or choose a text model");
  }

  static ModelPackageException notForRows(ModelIdentity model) {
    return new ModelPackageException(
        Problem.WRONG_RECORD_KIND,
        "model package "
            + model
            + ": it scores texts, not rows of a table; give it texts, or choose a table model");
  }
}

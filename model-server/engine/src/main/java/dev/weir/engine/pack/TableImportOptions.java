package dev.weir.engine.pack;

import dev.weir.engine.TaskKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bare table model does not say of itself.
 *
 * @param name of the package; null: the file's or folder's
 * @param version of the package; null: 1
 * @param licence of the weights; null: unknown
 * @param task such as {@code fraud}
 * @param labels of the task, in the order of the output's columns, or the two of a single one
 * @param columns of the input, in the order of the training table
 * @param missingAllowed whether a value may be missing; null: where the model is trees
 * @param kind of the output; null: told from the graph's last node
 */
public record TableImportOptions(
    @Nullable String name,
    @Nullable String version,
    @Nullable String licence,
    String task,
    List<String> labels,
    List<String> columns,
    @Nullable Boolean missingAllowed,
    @Nullable TaskKind kind) {
  public TableImportOptions {
    labels = List.copyOf(labels);
    columns = List.copyOf(columns);
  }
}

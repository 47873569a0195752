package dev.weir.engine.pack;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The one input of a table model: float32 (batch, columns).
 *
 * @param name its name in the graph
 * @param columns in the graph's order
 */
public record TableInput(String name, List<ColumnSpec> columns) {
  public TableInput {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("input " + name + " needs at least one column");
    }
    Set<String> seen = new HashSet<>();
    for (ColumnSpec column : columns) {
      if (!seen.add(column.name())) {
        throw new IllegalArgumentException(
            "input " + name + ": column " + column.name() + " stands there twice");
      }
    }
  }

  /** The columns' names, in order. */
  public List<String> names() {
    return columns.stream().map(ColumnSpec::name).toList();
  }
}

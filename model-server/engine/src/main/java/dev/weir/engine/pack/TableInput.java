package dev.weir.engine.pack;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The one input of a table model: float32 (batch, columns), or (batch, …) with as many values a row
 * as there are columns.
 *
 * @param name its name in the graph
 * @param shape sizes after the batch; their product is the number of columns
 * @param columns in the graph's order
 */
public record TableInput(String name, List<Integer> shape, List<ColumnSpec> columns) {
  public TableInput {
    shape = List.copyOf(shape);
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("input " + name + " needs at least one column");
    }
    long values = 1;
    for (int size : shape) {
      values *= size;
    }
    if (values != columns.size()) {
      throw new IllegalArgumentException(
          "input "
              + name
              + " names "
              + columns.size()
              + " columns but takes rows of shape "
              + shape
              + "; name every column, in the order of the training table");
    }
    Set<String> seen = new HashSet<>();
    for (ColumnSpec column : columns) {
      if (!seen.add(column.name())) {
        throw new IllegalArgumentException(
            "input " + name + ": column " + column.name() + " stands there twice");
      }
    }
  }

  /** An input of shape (batch, columns). */
  public static TableInput of(String name, List<ColumnSpec> columns) {
    return new TableInput(name, List.of(columns.size()), columns);
  }

  /** The columns' names, in order. */
  public List<String> names() {
    return columns.stream().map(ColumnSpec::name).toList();
  }

  /** The shape of so many rows. */
  public long[] shape(int rows) {
    long[] sizes = new long[shape.size() + 1];
    sizes[0] = rows;
    for (int i = 1; i < sizes.length; i++) {
      sizes[i] = shape.get(i - 1);
    }
    return sizes;
  }
}

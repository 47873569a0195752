package dev.weir.retrain.dataset.read;

import java.nio.file.Path;
import java.util.Map;

/**
 * A row as its file has it.
 *
 * @param file it stands in
 * @param line on which it starts, from 1
 * @param cells by column; a cell that is absent is not in the map
 */
record RawRow(Path file, long line, Map<String, String> cells) {
  /** The cell of a column without white space around it, or an empty text. */
  String cell(String column) {
    return cells.getOrDefault(column, "").strip();
  }

  /** {@code train.csv: line 17}, as messages begin. */
  String place() {
    return file.getFileName() + ": line " + line;
  }
}

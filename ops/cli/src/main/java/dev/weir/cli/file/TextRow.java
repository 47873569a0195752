package dev.weir.cli.file;

import org.jspecify.annotations.Nullable;

/**
 * One row of a file that is to be scored.
 *
 * @param row its number, from 1, the header not counted
 * @param id what the file calls it; null where it has no such column
 * @param text what is scored; empty where there is an error
 * @param error why the row cannot be scored; null where it can
 */
record TextRow(long row, @Nullable String id, String text, @Nullable String error) {

  static TextRow of(long row, @Nullable String id, String text) {
    return new TextRow(row, id, text, null);
  }

  static TextRow broken(long row, @Nullable String id, String error) {
    return new TextRow(row, id, "", error);
  }
}

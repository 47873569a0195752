package dev.weir.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.record.BadRowException;
import dev.weir.cli.record.Row;
import dev.weir.cli.record.RowReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The texts of a file, row by row. A row that cannot be read is a row too. Not thread-safe. */
final class TextRows implements Closeable {

  private static final List<String> ID_COLUMNS = List.of("id", "event_id");

  private final RowReader rows;
  private final String textColumn;
  private final @Nullable String idColumn;
  private long read;

  /**
   * @param idColumn null for {@code id} or {@code event_id}, whichever is there
   * @throws UsageFailure if the file does not exist, or its header lacks a column that was asked
   *     for
   */
  TextRows(Path file, String textColumn, @Nullable String idColumn) throws IOException {
    this.textColumn = textColumn;
    this.idColumn = idColumn;
    rows = RowReader.open(file);
    try {
      requireColumn(file, "--text-column", textColumn);
      if (idColumn != null) {
        requireColumn(file, "--id-column", idColumn);
      }
    } catch (UsageFailure e) {
      rows.close();
      throw e;
    }
  }

  private void requireColumn(Path file, String option, String column) {
    List<String> known = rows.columns();
    if (!known.isEmpty() && !known.contains(column)) {
      throw new UsageFailure(
          "file %s has no column '%s'; it has: %s; name one with %s"
              .formatted(file, column, String.join(", ", known), option));
    }
  }

  /** At most so many further rows; none at the end of the file. */
  List<TextRow> next(int most) throws IOException {
    List<TextRow> next = new ArrayList<>(most);
    while (next.size() < most) {
      try {
        Optional<Row> row = rows.next();
        if (row.isEmpty()) {
          break;
        }
        next.add(of(++read, row.get()));
      } catch (BadRowException e) {
        next.add(TextRow.broken(++read, null, String.valueOf(e.getMessage())));
      }
    }
    return next;
  }

  private TextRow of(long number, Row row) {
    @Nullable String id = id(row);
    @Nullable JsonNode text = row.values().get(textColumn);
    if (text == null || text.isNull()) {
      return TextRow.broken(
          number, id, "line " + row.line() + ": column '" + textColumn + "' is missing or empty");
    }
    if (!text.isTextual()) {
      return TextRow.broken(
          number,
          id,
          "line %d: column '%s': expected a string, found %s"
              .formatted(row.line(), textColumn, text.getNodeType()));
    }
    return TextRow.of(number, id, text.textValue());
  }

  private @Nullable String id(Row row) {
    for (String column : idColumn == null ? ID_COLUMNS : List.of(idColumn)) {
      @Nullable JsonNode id = row.values().get(column);
      if (id != null && !id.isNull()) {
        return id.asText();
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}

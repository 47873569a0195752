package dev.weir.cli.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.weir.cli.UsageFailure;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** RFC 4180 CSV in UTF-8 with a header line; an empty cell counts as absent. */
final class CsvRowReader implements RowReader {

  private final CSVParser parser;
  private final Iterator<CSVRecord> rows;
  private final List<String> columns;

  CsvRowReader(Path file) throws IOException {
    // InputStreamReader replaces malformed bytes; the record then carries U+FFFD where they were
    parser =
        CSVParser.parse(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8),
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get());
    rows = parser.iterator();
    if (!rows.hasNext()) {
      throw new UsageFailure(
          "file " + file + " is empty: expected a header line with column names");
    }
    columns = rows.next().stream().map(CsvRowReader::withoutByteOrderMark).toList();
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new UsageFailure(
            "file " + file + ": column '" + column + "' appears twice in the header");
      }
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Optional<Row> next() throws IOException, BadRowException {
    long line = parser.getCurrentLineNumber() + 1;
    CSVRecord cells;
    try {
      if (!rows.hasNext()) {
        return Optional.empty();
      }
      cells = rows.next();
    } catch (UncheckedIOException e) {
      throw new IOException("file is no CSV from line " + line + " on: " + e.getMessage(), e);
    }
    if (cells.size() != columns.size()) {
      throw new BadRowException(
          line, "expected " + columns.size() + " cells as in the header, found " + cells.size());
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        values.put(columns.get(i), TextNode.valueOf(cells.get(i)));
      }
    }
    return Optional.of(new Row(line, values));
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private static String withoutByteOrderMark(String column) {
    return column.startsWith("\uFEFF") ? column.substring(1) : column;
  }
}

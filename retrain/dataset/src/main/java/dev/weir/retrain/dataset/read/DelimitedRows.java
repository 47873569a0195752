package dev.weir.retrain.dataset.read;

import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * RFC 4180 CSV with a header line; TSV as IANA registered it, where quotes are plain characters.
 * Stateless.
 */
final class DelimitedRows {
  private DelimitedRows() {}

  static List<RawRow> read(Path file, Reader reader, char delimiter) throws IOException {
    CSVFormat.Builder format =
        CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true);
    if (delimiter == '\t') {
      format.setQuote(null);
    }
    List<RawRow> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(reader, format.get())) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!has(records, file, parser)) {
        return rows;
      }
      List<String> columns = columns(file, records.next());
      long line = parser.getCurrentLineNumber() + 1;
      while (has(records, file, parser)) {
        rows.add(row(file, line, columns, records.next()));
        line = parser.getCurrentLineNumber() + 1;
      }
    }
    return rows;
  }

  private static boolean has(Iterator<CSVRecord> records, Path file, CSVParser parser) {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      throw new DatasetException(
          Problem.MALFORMED,
          "%s: no CSV from line %d on (%s); check the quotes there"
              .formatted(file.getFileName(), parser.getCurrentLineNumber() + 1, e.getMessage()),
          e);
    }
  }

  private static List<String> columns(Path file, CSVRecord header) {
    List<String> columns = header.stream().map(String::strip).toList();
    if (new HashSet<>(columns).size() != columns.size()) {
      throw new DatasetException(
          Problem.MALFORMED,
          file.getFileName()
              + ": the header names a column twice ("
              + String.join(", ", columns)
              + "); rename one");
    }
    return columns;
  }

  private static RawRow row(Path file, long line, List<String> columns, CSVRecord record) {
    if (record.size() != columns.size()) {
      throw new DatasetException(
          Problem.MALFORMED,
          "%s: line %d: expected %d cells as in the header, found %d; quote cells with commas"
              .formatted(file.getFileName(), line, columns.size(), record.size()));
    }
    Map<String, String> cells = new HashMap<>(columns.size() * 2);
    for (int i = 0; i < columns.size(); i++) {
      cells.put(columns.get(i), record.get(i));
    }
    return new RawRow(file, line, cells);
  }
}

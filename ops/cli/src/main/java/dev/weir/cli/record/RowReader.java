package dev.weir.cli.record;

import dev.weir.cli.UsageFailure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Rows of a file, one after the other. Not thread-safe. A row that cannot be read is thrown as
 * {@link BadRowException}; the next call goes on behind it.
 */
public interface RowReader extends Closeable {

  /** Column names known before the first row; empty if the format has no header (JSON Lines). */
  List<String> columns();

  /**
   * @return the next row, or empty at the end of the file
   * @throws BadRowException if this row is broken
   */
  Optional<Row> next() throws IOException, BadRowException;

  /**
   * Opens a file by its ending: {@code .csv}, {@code .jsonl}/{@code .ndjson}/{@code .json} (one
   * object a line), {@code .avro} (object container).
   *
   * @throws UsageFailure if there is no such file or its ending is none of these
   */
  static RowReader open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UsageFailure(
          "no file "
              + file
              + (Files.exists(file)
                  ? ": it is a folder"
                  : " (working directory: " + Path.of("").toAbsolutePath() + ")"));
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return new CsvRowReader(file);
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
      return new JsonLinesRowReader(file);
    }
    if (name.endsWith(".avro")) {
      return new AvroRowReader(file);
    }
    throw new UsageFailure(
        "cannot tell the format of "
            + file
            + " by its ending; known: .csv, .jsonl, .ndjson, .json, .avro");
  }
}

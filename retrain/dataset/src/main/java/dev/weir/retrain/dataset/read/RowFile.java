package dev.weir.retrain.dataset.read;

import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads all rows of a file: CSV, TSV or JSON Lines, each also compressed by gzip. Stateless. */
final class RowFile {
  private static final String GZIP = ".gz";
  private static final List<String> ENDINGS =
      List.of(".csv", ".tsv", ".jsonl", ".ndjson", ".csv.gz", ".tsv.gz", ".jsonl.gz", ".ndjson.gz");

  private RowFile() {}

  static boolean isOne(Path file) {
    String name = name(file);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** The name without its ending: {@code train} of {@code train.csv.gz}. */
  static String stem(Path file) {
    String name = name(file);
    return name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'));
  }

  static List<RawRow> read(Path file) throws IOException {
    String name = name(file);
    if (!isOne(file)) {
      throw new DatasetException(
          Problem.NO_DATA,
          file + ": data files end in " + String.join(", ", ENDINGS) + "; rename or convert it");
    }
    String format = name.endsWith(GZIP) ? name.substring(0, name.length() - 3) : name;
    try (Reader reader = new Utf8Reader(file.getFileName().toString(), open(file, name))) {
      List<RawRow> rows =
          format.endsWith("l") || format.endsWith("json")
              ? JsonLinesRows.read(file, reader)
              : DelimitedRows.read(file, reader, format.endsWith(".tsv") ? '\t' : ',');
      if (rows.isEmpty()) {
        throw new DatasetException(
            Problem.NO_DATA, file + ": has no rows; expected one labelled text a row");
      }
      return rows;
    }
  }

  private static InputStream open(Path file, String name) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    if (!name.endsWith(GZIP)) {
      return in;
    }
    try {
      return new GZIPInputStream(in, 1 << 16);
    } catch (ZipException e) {
      in.close();
      throw new DatasetException(
          Problem.MALFORMED, file + ": is not gzip though its name says so; rename it", e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }
}

package dev.weir.cli.file;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Writes answers as CSV where the file's name ends so, as JSON Lines otherwise. The file appears
 * under its name when everything has been written. Not thread-safe.
 */
final class AnswerWriter implements Closeable {

  private final Path file;
  private final Path unfinished;
  private final BufferedWriter out;
  private final AnswerFormat format;

  AnswerWriter(Path file, List<AskedTask> tasks) throws IOException {
    this.file = file.toAbsolutePath();
    unfinished = this.file.resolveSibling(this.file.getFileName() + ".part");
    out = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8);
    boolean csv = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    format = csv ? new CsvAnswers(tasks) : new JsonLinesAnswers(tasks);
    format.begin(out);
  }

  void write(Answer answer) throws IOException {
    format.write(answer, out);
  }

  /** Gives the file its name. */
  void finish() throws IOException {
    out.close();
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what was written unless it was finished. */
  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}

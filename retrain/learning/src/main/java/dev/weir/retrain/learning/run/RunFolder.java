package dev.weir.retrain.learning.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder of one run. Files are written beside their place, forced to the disk and moved there:
 * a reader sees the old or the new one, whenever the writer is killed. Confined to one thread.
 *
 * @param dir the folder
 */
public record RunFolder(Path dir) {
  private static final String RUN = "run.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  public Path snapshot() {
    return dir.resolve("snapshot");
  }

  public Path pack() {
    return dir.resolve("package");
  }

  public Path report() {
    return dir.resolve("report.html");
  }

  /** Whether a file was written. */
  public boolean has(String file) {
    return Files.isRegularFile(dir.resolve(file));
  }

  RunRecord record() throws IOException {
    return read(RUN, RunRecord.class);
  }

  void record(RunRecord record) throws IOException {
    write(RUN, record);
  }

  /** What was written. */
  public <T> T read(String file, Class<T> type) throws IOException {
    return JSON.readValue(dir.resolve(file).toFile(), type);
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param file name in the folder
   * @param value what Jackson makes JSON of
   */
  public void write(String file, Object value) throws IOException {
    Files.createDirectories(dir);
    Path draft = dir.resolve("." + file);
    try {
      Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          draft,
          dir.resolve(file),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw new IOException(
          "%s could not be written (%s); what was there before stays: free some space and run the same command again to go on from it"
              .formatted(dir.resolve(file), e.getMessage()),
          e);
    }
  }

  /** Deletes a folder that may be there. */
  public static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}

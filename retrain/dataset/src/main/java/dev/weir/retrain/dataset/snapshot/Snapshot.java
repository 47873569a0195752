package dev.weir.retrain.dataset.snapshot;

import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.read.SetReader.LoadedSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A data set as a model names it: by the SHA-256 of its content. Immutable.
 *
 * <p>The hash covers the tasks with their labels and every row with its split, in an order of their
 * own: it does not depend on the order of rows, files or sets, nor on how files were compressed. On
 * disk a snapshot is a folder with {@value #MANIFEST} and {@value #ROWS}.
 *
 * @param hash SHA-256 in lower-case hexadecimal
 * @param dataset the content
 */
public record Snapshot(String hash, Dataset dataset) {
  static final String MANIFEST = "manifest.json";
  static final String ROWS = "rows.jsonl.gz";

  /** The snapshot of a data set. */
  public static Snapshot of(Dataset dataset) {
    return new Snapshot(ContentHash.of(lines(dataset)), dataset);
  }

  /** The first twelve digits of the hash, for names. */
  public String id() {
    return hash.substring(0, 12);
  }

  /** Whether a folder is a snapshot. */
  public static boolean isOne(Path dir) {
    return Files.isRegularFile(dir.resolve(MANIFEST)) && Files.isRegularFile(dir.resolve(ROWS));
  }

  /**
   * Writes the folder, whole or not at all.
   *
   * @param dir that must not exist, or be empty
   */
  public void write(Path dir) throws IOException {
    SnapshotFolder.write(this, dir);
  }

  /**
   * Reads a folder.
   *
   * @throws DatasetException if its rows are not those that its manifest names
   */
  public static Snapshot read(Path dir) throws IOException {
    return SnapshotFolder.read(dir);
  }

  /** The hash that a folder's manifest names, whether its rows are there or not. */
  public static String hashIn(Path dir) throws IOException {
    return SnapshotFolder.hash(dir);
  }

  /** Deletes the rows of a folder, if there are any; what the manifest says of them stays. */
  public static void deleteRows(Path dir) throws IOException {
    Files.deleteIfExists(dir.resolve(ROWS));
  }

  /** The sets it was made of, with the examples of some splits. */
  public List<LoadedSet> sets(Set<Split> splits) {
    return dataset.sources().stream()
        .map(
            source ->
                new LoadedSet(
                    source,
                    dataset.tasks(),
                    dataset.examples().stream()
                        .filter(e -> e.source().equals(source.name()))
                        .filter(e -> splits.contains(e.split()))
                        .toList(),
                    dataset.madeSplits()))
        .toList();
  }

  /** What is hashed: a line for each task, then one for each row, sorted. */
  static List<String> lines(Dataset dataset) {
    List<String> lines = new ArrayList<>();
    dataset.tasks().stream().map(TaskLabels::toString).sorted().forEach(lines::add);
    lines.addAll(rows(dataset.examples()));
    return lines;
  }

  static List<String> rows(List<Example> examples) {
    return examples.stream().map(ExampleJson::write).sorted().toList();
  }
}

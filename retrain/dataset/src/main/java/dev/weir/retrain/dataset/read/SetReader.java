package dev.weir.retrain.dataset.read;

import dev.weir.retrain.dataset.DataFile;
import dev.weir.retrain.dataset.DataSource;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.describe.Catalogue;
import dev.weir.retrain.dataset.describe.Description;
import dev.weir.retrain.dataset.describe.DescriptionReader;
import dev.weir.retrain.dataset.describe.Guess;
import dev.weir.retrain.dataset.describe.TaskColumn;
import dev.weir.retrain.dataset.snapshot.ContentHash;
import dev.weir.retrain.dataset.split.StratifiedSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one set: its files, its description, and splits where it has none. Stateless.
 *
 * <p>A set without a validation split gives part of its training rows to it; a set without any
 * split is split whole. Both keep equal texts together and the shares of the labels.
 */
public final class SetReader {
  /**
   * A set that was read.
   *
   * @param tasks it has labels of
   * @param madeSplits whether splits were drawn here
   */
  public record LoadedSet(
      DataSource source, List<TaskLabels> tasks, List<Example> examples, boolean madeSplits) {
    public LoadedSet {
      tasks = List.copyOf(tasks);
      examples = List.copyOf(examples);
    }
  }

  private SetReader() {}

  /**
   * Reads a set.
   *
   * @param path its folder, or its only file
   * @param guess what its columns mean, where neither {@code dataset.yaml} nor the catalogue says
   *     so; if it says anything it wins
   * @throws DatasetException if it cannot be used
   */
  public static LoadedSet read(Path path, Guess guess, Catalogue catalogue, LoadOptions options)
      throws IOException {
    SetFiles files = SetFiles.of(path);
    String name = nameOf(path);
    Map<Split, List<RawRow>> given = new EnumMap<>(Split.class);
    List<DataFile> read = new ArrayList<>();
    for (Split split : needed(files, options.splits())) {
      Path file = files.bySplit().get(split);
      if (file != null) {
        given.put(split, RowFile.read(file));
        read.add(new DataFile(file.getFileName().toString(), ContentHash.of(file)));
      }
    }
    List<RawRow> whole = new ArrayList<>();
    for (Path file : files.unsplit()) {
      whole.addAll(RowFile.read(file));
      read.add(new DataFile(file.getFileName().toString(), ContentHash.of(file)));
    }
    List<RawRow> all = new ArrayList<>(whole);
    given.values().forEach(all::addAll);
    if (all.isEmpty()) {
      throw new DatasetException(
          Problem.NO_DATA,
          "%s: no %s split; it has %s"
              .formatted(
                  name,
                  String.join(" or ", options.splits().stream().map(Split::id).toList()),
                  String.join(", ", files.bySplit().keySet().stream().map(Split::id).toList())));
    }
    Description description = describe(path, name, guess, catalogue, all);
    requireColumns(name, description, all);
    return assemble(name, description, given, whole, read, options);
  }

  private static LoadedSet assemble(
      String name,
      Description description,
      Map<Split, List<RawRow>> given,
      List<RawRow> whole,
      List<DataFile> read,
      LoadOptions options) {
    RowMapper mapper = new RowMapper(name, description);
    List<Example> examples = new ArrayList<>();
    for (Map.Entry<Split, List<RawRow>> part : given.entrySet()) {
      for (RawRow row : part.getValue()) {
        add(examples, mapper.map(row, part.getKey()));
      }
    }
    @Nullable String column = description.splitColumn();
    boolean split = column != null && whole.stream().anyMatch(row -> !row.cell(column).isEmpty());
    for (RawRow row : whole) {
      add(examples, mapper.map(row, split ? splitOf(row, String.valueOf(column)) : Split.TRAIN));
    }
    mapper.requireLabels();
    boolean made = false;
    if (!whole.isEmpty() && !split) {
      examples = StratifiedSplit.of(examples, options, true);
      made = true;
    } else if (examples.stream().noneMatch(e -> e.split() == Split.VALID)
        && examples.stream().anyMatch(e -> e.split() == Split.TRAIN)) {
      examples = StratifiedSplit.of(examples, options, false);
      made = true;
    }
    return new LoadedSet(
        new DataSource(
            name,
            description.licence(),
            description.weightsMayShip(),
            description.tasks().stream()
                .collect(Collectors.toMap(task -> task.task().task(), TaskColumn::labelsInUse)),
            read,
            mapper.emptyTexts(),
            mapper.leftOut()),
        description.tasks().stream().map(TaskColumn::task).toList(),
        examples.stream().filter(e -> options.splits().contains(e.split())).toList(),
        made);
  }

  private static void add(List<Example> examples, @Nullable Example example) {
    if (example != null) {
      examples.add(example);
    }
  }

  /** The splits to read: without a validation file, training rows are needed to make one. */
  private static Set<Split> needed(SetFiles files, Set<Split> wanted) {
    Set<Split> needed = EnumSet.copyOf(wanted);
    if (wanted.contains(Split.VALID) && !files.bySplit().containsKey(Split.VALID)) {
      needed.add(Split.TRAIN);
    }
    return needed;
  }

  private static Description describe(
      Path path, String name, Guess guess, Catalogue catalogue, List<RawRow> rows)
      throws IOException {
    if (!guess.saysAnything()) {
      Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
      for (String file : DescriptionReader.FILES) {
        if (folder != null && Files.isRegularFile(folder.resolve(file))) {
          return DescriptionReader.read(folder.resolve(file));
        }
      }
      if (catalogue.find(name).isPresent()) {
        return catalogue.find(name).get();
      }
    }
    return guess.describe(
        name,
        columns(rows),
        column -> {
          TreeSet<String> values = new TreeSet<>();
          rows.forEach(row -> values.add(row.cell(column)));
          values.remove("");
          return values;
        });
  }

  private static void requireColumns(String name, Description description, List<RawRow> rows) {
    Set<String> columns = columns(rows);
    Set<String> missing = new LinkedHashSet<>();
    missing.add(description.textColumn());
    description.tasks().forEach(task -> missing.add(task.column()));
    missing.removeAll(columns);
    if (!missing.isEmpty()) {
      throw new DatasetException(
          Problem.MISSING_COLUMN,
          "%s: no column '%s'; columns: %s. Name the right one as an option or in %s"
              .formatted(
                  name,
                  missing.iterator().next(),
                  String.join(", ", columns),
                  DescriptionReader.FILES.get(0)));
    }
  }

  private static Set<String> columns(List<RawRow> rows) {
    Set<String> columns = new TreeSet<>();
    rows.forEach(row -> columns.addAll(row.cells().keySet()));
    return columns;
  }

  private static Split splitOf(RawRow row, String column) {
    return Split.of(row.cell(column))
        .orElseThrow(
            () ->
                new DatasetException(
                    Problem.MALFORMED,
                    "%s: column '%s' must say train, valid or test, found '%s'"
                        .formatted(row.place(), column, row.cell(column))));
  }

  private static String nameOf(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(path) && Split.of(RowFile.stem(path)).isPresent()) {
      absolute = absolute.getParent() == null ? absolute : absolute.getParent();
    }
    return Files.isDirectory(absolute)
        ? String.valueOf(absolute.getFileName())
        : RowFile.stem(absolute);
  }
}

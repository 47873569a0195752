package dev.weir.retrain.dataset.read;

import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data files of a set: one for each split, named {@code train}, {@code valid} (or {@code dev},
 * {@code val}, {@code validation}) and {@code test}, or a single one of any name. Beside files that
 * are named by a split others are not read. Immutable.
 *
 * @param bySplit files that are named by a split; empty if {@code unsplit} is not
 * @param unsplit files that hold rows of all splits
 */
record SetFiles(Map<Split, Path> bySplit, List<Path> unsplit) {
  SetFiles {
    bySplit = Map.copyOf(bySplit);
    unsplit = List.copyOf(unsplit);
  }

  static SetFiles of(Path path) throws IOException {
    List<Path> files;
    if (Files.isDirectory(path)) {
      try (Stream<Path> children = Files.list(path)) {
        files = children.filter(RowFile::isOne).filter(Files::isRegularFile).sorted().toList();
      }
    } else if (Files.isRegularFile(path)) {
      files = List.of(path);
    } else {
      throw new DatasetException(
          Problem.NO_DATA, path + ": no such folder or file; name a data set's");
    }
    if (files.isEmpty()) {
      throw new DatasetException(
          Problem.NO_DATA,
          path + ": no CSV, TSV or JSON Lines file in it; expected train, valid and test, or one");
    }
    Map<Split, Path> bySplit = new EnumMap<>(Split.class);
    for (Path file : files) {
      Optional<Split> split = Split.of(RowFile.stem(file));
      if (split.isPresent()) {
        Path twin = bySplit.put(split.get(), file);
        if (twin != null) {
          throw new DatasetException(
              Problem.NO_DATA,
              "%s: both %s and %s hold the %s split; remove one"
                  .formatted(path, twin.getFileName(), file.getFileName(), split.get().id()));
        }
      }
    }
    return new SetFiles(bySplit, bySplit.isEmpty() ? files : List.of());
  }
}

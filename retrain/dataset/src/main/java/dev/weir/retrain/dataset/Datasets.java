package dev.weir.retrain.dataset;

import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.describe.Catalogue;
import dev.weir.retrain.dataset.describe.Guess;
import dev.weir.retrain.dataset.read.SetReader;
import dev.weir.retrain.dataset.read.SetReader.LoadedSet;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.dataset.split.LeakCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Loads data sets: the entrance to this module. Stateless. */
public final class Datasets {
  private Datasets() {}

  /**
   * Loads sets and puts them together.
   *
   * @param paths folders of data sets or snapshots, or single files
   * @throws DatasetException if one cannot be used, or if they leak and leaks are refused
   */
  public static Dataset load(List<Path> paths, LoadOptions options) throws IOException {
    return load(paths, Guess.NOTHING, options);
  }

  /**
   * The same for sets that nobody described.
   *
   * @param guess what the columns mean; it wins over descriptions if it says anything
   */
  public static Dataset load(List<Path> paths, Guess guess, LoadOptions options)
      throws IOException {
    Catalogue catalogue = Catalogue.load();
    List<LoadedSet> sets = new ArrayList<>();
    for (Path path : paths) {
      if (Snapshot.isOne(path)) {
        sets.addAll(Snapshot.read(path).sets(options.splits()));
      } else {
        sets.add(SetReader.read(path, guess, catalogue, options));
      }
    }
    return join(sets, options);
  }

  private static Dataset join(List<LoadedSet> sets, LoadOptions options) {
    String name =
        sets.stream().map(set -> set.source().name()).distinct().collect(Collectors.joining("+"));
    List<Example> examples = new ArrayList<>();
    sets.forEach(set -> examples.addAll(set.examples()));
    LeakCheck.Result checked = LeakCheck.check(name, examples, options.leaks());
    return new Dataset(
        name,
        tasks(sets),
        sets.stream().map(LoadedSet::source).toList(),
        checked.examples(),
        sets.stream().anyMatch(LoadedSet::madeSplits),
        checked.report());
  }

  private static List<TaskLabels> tasks(List<LoadedSet> sets) {
    Map<String, TaskLabels> tasks = new LinkedHashMap<>();
    for (LoadedSet set : sets) {
      for (TaskLabels task : set.tasks()) {
        TaskLabels other = tasks.putIfAbsent(task.task(), task);
        if (other != null && !other.equals(task)) {
          throw new DatasetException(
              Problem.LABELS_DIFFER,
              "set %s: task %s, but another set has %s; map both to the same labels"
                  .formatted(set.source().name(), task, other));
        }
      }
    }
    return List.copyOf(tasks.values());
  }
}

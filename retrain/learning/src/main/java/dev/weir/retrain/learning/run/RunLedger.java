package dev.weir.retrain.learning.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All runs of a home folder, a folder each. Holds nothing in memory.
 *
 * @param home of the runs
 */
public record RunLedger(Path home) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** All runs, the first one first. */
  public List<RunRecord> list() throws IOException {
    List<RunRecord> runs = new ArrayList<>();
    for (RunFolder folder : folders()) {
      runs.add(folder.record());
    }
    return runs;
  }

  /** The run of that package that was cut off; null if there is none. */
  @Nullable RunFolder unfinished(String name) throws IOException {
    RunFolder last = null;
    for (RunFolder folder : folders()) {
      RunRecord run = folder.record();
      if (run.name().equals(name) && !run.state().isFinal()) {
        last = folder;
      }
    }
    return last;
  }

  /** The runs that came to an end. */
  List<RunFolder> ended() throws IOException {
    List<RunFolder> ended = new ArrayList<>();
    for (RunFolder folder : folders()) {
      if (folder.record().state().isFinal()) {
        ended.add(folder);
      }
    }
    return ended;
  }

  /** A folder for a new run; nothing is written yet. */
  RunFolder next(String name, Instant now) {
    String stamp = STAMP.format(now);
    String id = stamp + "-" + name;
    for (int i = 2; Files.exists(home.resolve(id)); i++) {
      id = stamp + "-" + i + "-" + name;
    }
    return new RunFolder(home.resolve(id));
  }

  private List<RunFolder> folders() throws IOException {
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(home)) {
      return children
          .filter(Files::isDirectory)
          .map(RunFolder::new)
          .filter(folder -> folder.has("run.json"))
          .sorted((one, other) -> one.dir().compareTo(other.dir()))
          .toList();
    }
  }
}

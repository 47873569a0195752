package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.engine.TaskKind;
import dev.weir.engine.pack.TableImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What somebody who imports a table model says of it. */
final class TableOptions {

  @Option(
      names = "--columns",
      paramLabel = "A,B,C|FILE",
      description =
          "a table model's columns in the training table's order, or a file of one a line")
  private @Nullable String columns;

  @Option(
      names = "--labels",
      paramLabel = "A,B",
      split = ",",
      description = "a table model's labels; of a single output: the unlikely one last")
  private List<String> labels = List.of();

  @Option(
      names = "--missing",
      paramLabel = "nan|error",
      description = "whether values of a table may be missing (default: nan for trees)")
  private @Nullable String missing;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "what the output is: binary, probability, softmax, sigmoid, probabilities (default: told"
              + " from the graph)")
  private @Nullable String kind;

  /** Whether a table model is imported. */
  boolean given(Path source) {
    if (columns == null && Files.isRegularFile(source)) {
      throw new UsageFailure(
          source
              + " is a file: name the columns of a table model with --columns and --labels, or"
              + " give the folder of a text classifier");
    }
    return columns != null;
  }

  TableImportOptions options(
      @Nullable String name,
      @Nullable String version,
      @Nullable String licence,
      @Nullable String task)
      throws IOException {
    if (columns == null || task == null || labels.isEmpty()) {
      throw new UsageFailure("a table model needs --columns, --task and --labels");
    }
    if (missing != null && !missing.equals("nan") && !missing.equals("error")) {
      throw new UsageFailure("--missing: expected nan or error, found " + missing);
    }
    return new TableImportOptions(
        name,
        version,
        licence,
        task,
        labels,
        names(columns),
        missing == null ? null : missing.equals("nan"),
        kind == null ? null : kind(kind));
  }

  private static List<String> names(String columns) throws IOException {
    Path file = Path.of(columns);
    return Files.isRegularFile(file)
        ? Files.readAllLines(file).stream().map(String::strip).filter(l -> !l.isEmpty()).toList()
        : List.of(columns.split("\\s*,\\s*"));
  }

  private static TaskKind kind(String id) {
    try {
      return TaskKind.of(id);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure("--kind: " + e.getMessage());
    }
  }
}

package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.retrain.dataset.describe.Guess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the columns of a data set mean, where no {@code dataset.yaml} says so. */
final class DataOptions {

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "sentiment, spam, abuse or your own (default: told from the data)")
  private @Nullable String task;

  @Option(
      names = "--text-column",
      paramLabel = "NAME",
      description = "column of the texts (default: text)")
  private @Nullable String textColumn;

  @Option(
      names = "--label-column",
      paramLabel = "NAME",
      description = "column of the labels (default: label, or a column for each task)")
  private @Nullable String labelColumn;

  @Option(
      names = "--label",
      paramLabel = "VALUE=LABEL",
      description = "what a value of that column means, such as 1=spam; may be repeated")
  private List<String> labels = List.of();

  /** The task that was named, or null. */
  @Nullable String task() {
    return task;
  }

  /** What was said of the columns; nothing if only a task was named. */
  Guess guess() {
    if (textColumn == null && labelColumn == null && labels.isEmpty()) {
      return Guess.NOTHING;
    }
    Map<String, String> meaning = new LinkedHashMap<>();
    for (String label : labels) {
      int equals = label.indexOf('=');
      if (equals < 1 || equals == label.length() - 1) {
        throw new UsageFailure(
            "--label '" + label + "': expected VALUE=LABEL, such as 1=spam or offensive=abusive");
      }
      meaning.put(label.substring(0, equals), label.substring(equals + 1));
    }
    return new Guess(textColumn, labelColumn, task, meaning);
  }
}

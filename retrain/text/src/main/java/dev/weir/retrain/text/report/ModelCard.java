package dev.weir.retrain.text.report;

import dev.weir.retrain.dataset.DataSource;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.TaskResult;
import dev.weir.retrain.evaluate.metric.Interval;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a package's {@code MODEL_CARD.md}. Stateless. */
public final class ModelCard {
  private static final List<String> FIGURES =
      List.of("accuracy", "macro_f1", "auc", "average_precision", "ece");

  private ModelCard() {}

  /**
   * What a card says.
   *
   * @param name of the package, with its version
   * @param licence of the weights
   * @param command that trains it
   * @param network in a sentence or two
   * @param dataset it learned from
   * @param snapshot hash of the data set
   * @param tests figures on the test splits, a data set each
   * @param notes what a person wrote: intended use, weaknesses
   */
  public record Content(
      String name,
      String licence,
      String command,
      String network,
      Dataset dataset,
      String snapshot,
      List<Evaluation> tests,
      @Nullable String notes) {
    public Content {
      tests = List.copyOf(tests);
    }
  }

  /** The card in Markdown. */
  public static String markdown(Content content) {
    StringBuilder card = new StringBuilder();
    card.append("# ").append(content.name).append("\n\n").append(content.network).append("\n\n");
    card.append("Tasks: ");
    card.append(
        String.join("; ", content.dataset.tasks().stream().map(task -> task.toString()).toList()));
    card.append(".\nLicence of the weights: ").append(content.licence).append(".\n\n");
    if (content.notes != null) {
      card.append(content.notes.strip()).append("\n\n");
    }
    card.append("## Data\n\nSnapshot ").append(content.snapshot).append(".\n\n");
    card.append("| set | licence | train rows | validation rows |\n|---|---|---:|---:|\n");
    for (DataSource source : content.dataset.sources()) {
      card.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,d | %,d |%n",
              source.name(),
              source.licence(),
              rows(content.dataset, source, Split.TRAIN),
              rows(content.dataset, source, Split.VALID)));
    }
    card.append("\n").append(leaks(content.dataset)).append("\n\n## Training\n\n```\n");
    card.append(content.command).append("\n```\n\n");
    if (!content.tests.isEmpty()) {
      card.append("## Quality on the test splits\n\nIn brackets 95 % bootstrap intervals.\n\n");
      figures(content.tests, card);
    }
    return card.toString().replace("\r\n", "\n");
  }

  private static String leaks(Dataset dataset) {
    long dropped = dataset.leaks().dropped().values().stream().mapToLong(Long::longValue).sum();
    return String.format(
        Locale.ROOT,
        "Rows left out because their text also stands in a stricter split: %,d.",
        dropped);
  }

  private static long rows(Dataset dataset, DataSource source, Split split) {
    return dataset.examples().stream()
        .filter(example -> example.split() == split && example.source().equals(source.name()))
        .count();
  }

  private static void figures(List<Evaluation> tests, StringBuilder card) {
    card.append("| set | task | rows | ");
    card.append(String.join(" | ", FIGURES)).append(" |\n|---|---|---:|");
    card.append("---|".repeat(FIGURES.size())).append("\n");
    for (Evaluation test : tests) {
      for (TaskResult result : test.results()) {
        card.append(
            String.format(
                Locale.ROOT, "| %s | %s | %,d |", test.data(), result.task().task(), result.n()));
        for (String figure : FIGURES) {
          card.append(" ").append(figure(result, figure)).append(" |");
        }
        card.append("\n");
      }
    }
  }

  private static String figure(TaskResult result, String name) {
    Double value = result.metrics().get(name);
    if (value == null) {
      return "–";
    }
    Interval interval = result.intervals().get(name);
    return interval == null
        ? String.format(Locale.ROOT, "%.3f", value)
        : String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", value, interval.low(), interval.high());
  }
}

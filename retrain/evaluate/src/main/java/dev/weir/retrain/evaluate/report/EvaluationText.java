package dev.weir.retrain.evaluate.report;

import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.LabelResult;
import dev.weir.retrain.evaluate.ObfuscationResult;
import dev.weir.retrain.evaluate.TaskResult;
import dev.weir.retrain.evaluate.metric.Interval;
import dev.weir.retrain.evaluate.risk.RiskEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An evaluation as lines for a terminal. Stateless. */
public final class EvaluationText {
  private static final List<String> ORDER =
      List.of(
          "accuracy",
          "macro_f1",
          "macro_recall",
          "auc",
          "average_precision",
          RiskEvaluation.CARD_PRECISION,
          "ece");

  private EvaluationText() {}

  /** The lines, the most important first. */
  public static List<String> lines(Evaluation evaluation) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "model %s on %s, %s split%s"
            .formatted(
                evaluation.model(),
                evaluation.data(),
                evaluation.split(),
                evaluation.madeSplit() ? " (drawn here: the set has none)" : ""));
    for (TaskResult result : evaluation.results()) {
      lines.add("");
      task(lines, result);
    }
    for (ObfuscationResult result : evaluation.obfuscated()) {
      lines.add("");
      obfuscated(lines, result);
    }
    lines.add("");
    evaluation.rejected().forEach((code, n) -> lines.add("not scored: %d %s".formatted(n, code)));
    evaluation.results().stream()
        .map(TaskResult::intervalMethod)
        .distinct()
        .forEach(method -> lines.add("intervals: " + method));
    if (evaluation.rowsPerSecond() > 0) {
      lines.add(format("%,.0f rows/s on one thread", evaluation.rowsPerSecond()));
    }
    return lines;
  }

  private static void task(List<String> lines, TaskResult result) {
    lines.add(format("%-20s %,d rows", result.task().task(), result.n()));
    if (!result.leftOut().isEmpty()) {
      lines.add(
          "  without the model's label "
              + String.join(", ", result.leftOut())
              + ", which the data cannot have");
    }
    for (String name : ORDER) {
      @Nullable Double value = result.metrics().get(name);
      if (value != null) {
        @Nullable Interval interval = result.intervals().get(name);
        lines.add(
            format("  %-22s %.4f", name, value)
                + (interval == null
                    ? ""
                    : format("   %.4f – %.4f", interval.low(), interval.high())));
      }
    }
    if (!result.perLabel().isEmpty()) {
      lines.add(format("  %-18s %8s %9s %8s %8s", "label", "n", "precision", "recall", "f1"));
    }
    for (LabelResult label : result.perLabel()) {
      lines.add(
          format(
              "  %-18s %8d %9s %8s %8s",
              label.label(),
              label.n(),
              share(label.precision()),
              share(label.recall()),
              share(label.f1())));
    }
  }

  private static String share(double value) {
    return Double.isNaN(value) ? "–" : format("%.3f", value);
  }

  private static void obfuscated(List<String> lines, ObfuscationResult result) {
    lines.add(
        format(
            "%-20s %8s %9s %10s %8s",
            "disguised " + result.label(), "texts", "recall", "disguised", "kept"));
    List<ObfuscationResult.Kind> kinds = new ArrayList<>(result.kinds());
    kinds.add(result.all());
    for (ObfuscationResult.Kind kind : kinds) {
      lines.add(
          format(
              "  %-18s %8d %9.3f %10.3f %8.3f",
              kind.name(), kind.n(), kind.clean(), kind.disguised(), kind.kept()));
    }
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

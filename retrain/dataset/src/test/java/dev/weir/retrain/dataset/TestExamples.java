package dev.weir.retrain.dataset;

import java.util.List;
import java.util.Map;

/** Examples for tests. */
public final class TestExamples {
  private TestExamples() {}

  public static Example example(Split split, String text, String task, String label) {
    return new Example(
        text, text, split, "set", "en", Map.of(task, label), Map.of(), Map.of("topic", "x"));
  }

  public static Dataset dataset(List<Example> examples) {
    return new Dataset(
        "set",
        List.of(TaskLabels.SPAM),
        List.of(
            new DataSource(
                "set", "CC0-1.0", true, Map.of("spam", List.of("ham", "spam")), List.of(), 0, 0)),
        examples,
        false,
        new LeakReport(List.of(), Map.of(), Map.of(), 0));
  }
}

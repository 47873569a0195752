package dev.weir.retrain.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.ModelIdentity;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.ObfuscationResult;
import dev.weir.retrain.evaluate.ObfuscationResult.Kind;
import dev.weir.retrain.evaluate.TaskPredictions;
import dev.weir.retrain.evaluate.TaskResult;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Evaluation EVALUATION =
      new Evaluation(
          new ModelIdentity("toy", "1.2", "abcdef0123456789"),
          "</script><b>set",
          "00ff",
          "test",
          false,
          List.of(
              TaskResult.of(
                  new TaskPredictions(
                      TaskLabels.SPAM,
                      new int[] {0, 0, 1, 1},
                      new float[][] {{.9f, .1f}, {.6f, .4f}, {.65f, .35f}, {.2f, .8f}},
                      Map.of(
                          "language",
                          new String[] {"en", "en", "zh", "zh"},
                          "length",
                          new String[] {"141-280", "21-60", "1-20", "281-"}),
                      List.of("unsure")),
                  Bootstrap.DEFAULT)),
          Map.of("text-empty", 2L),
          1234.5,
          List.of(
              new ObfuscationResult(
                  "spam",
                  "spam",
                  List.of(new Kind("leet", 2, 0.5, 0.5)),
                  new Kind("all", 2, 0.5, 0.5))));

  @TempDir Path folder;

  @Test
  void json_hasTheShapeThatIsPromised() {
    JsonNode json = EvaluationJson.of(EVALUATION);
    assertThat(names(json))
        .contains("model", "data", "split", "results", "obfuscated", "rejected", "rows_per_s");
    assertThat(names(json.path("model"))).containsExactly("digest", "name", "version");
    JsonNode result = json.path("results").path(0);
    assertThat(names(result))
        .contains("task", "n", "metrics", "intervals", "per_class", "slices", "confusion");
    assertThat(names(result.path("metrics")))
        .containsExactly("accuracy", "auc", "average_precision", "ece", "macro_f1", "macro_recall");
    assertThat(result.path("metrics").path("auc").asDouble()).isEqualTo(0.75);
    assertThat(result.path("intervals").path("auc")).hasSize(2);
    assertThat(result.path("per_class").path("spam").path("recall").asDouble()).isEqualTo(0.5);
    assertThat(result.path("labels_left_out").path(0).asText()).isEqualTo("unsure");
    // a slice with one label has no ranking
    assertThat(names(result.path("slices").path("language").path("zh").path("metrics")))
        .containsExactly("accuracy", "ece");
    assertThat(result.path("slices").path("length").fieldNames())
        .toIterable()
        .containsExactly("1-20", "21-60", "141-280", "281-");
    assertThat(result.path("reliability")).hasSize(15);
    assertThat(json.path("obfuscated").path(0).path("kept").asDouble()).isEqualTo(1);
    assertThat(result.has("curves")).isFalse();
  }

  @Test
  void page_standsAloneAndCarriesItsFigures() throws IOException {
    Path page = folder.resolve("new/report.html");
    HtmlReport.write(EVALUATION, page);
    String html = Files.readString(page);
    assertThat(html.contains(HtmlPage.charts())).isTrue();
    html = html.replace(HtmlPage.charts(), "");
    assertThat(html).contains("<!doctype html>").doesNotContain("</script><b>set");
    // nothing is loaded from elsewhere
    assertThat(html).doesNotContain(" src=", " href=", "http:", "https:");
    int from = html.indexOf("type=\"application/json\">") + "type=\"application/json\">".length();
    JsonNode figures =
        new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
    assertThat(figures.path("data").asText()).isEqualTo("</script><b>set");
    assertThat(figures.path("results").path(0).path("curves").path("spam")).isNotEmpty();
    assertThat(html)
        .doesNotContain("/*style*/", "/*charts*/", "/*page*/", "/*script*/", "/*figures*/");
  }

  @Test
  void lines_sayTheMetricsWithTheirIntervals() {
    assertThat(String.join("\n", EvaluationText.lines(EVALUATION)))
        .contains(
            "model toy@1.2",
            "spam",
            "4 rows",
            "auc",
            "0.7500",
            " – ",
            "unsure",
            "leet",
            "not scored: 2 text-empty",
            "rows/s");
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return List.copyOf(new TreeSet<>(names));
  }
}

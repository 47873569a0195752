package dev.weir.retrain.backtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.retrain.backtest.Backtest;
import dev.weir.retrain.backtest.BacktestResult;
import dev.weir.retrain.backtest.BacktestSettings;
import dev.weir.retrain.backtest.Histories;
import dev.weir.retrain.backtest.Recorded;
import dev.weir.schemas.Decision;
import dev.weir.scoring.OfflineFraudScoring;
import dev.weir.scoring.label.FraudVote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestReportTest {

  @TempDir Path folder;

  @Test
  void json_hasTheShapeThatIsPromised() {
    JsonNode json = BacktestJson.of(result(true));

    assertThat(json.path("model").path("name").asText()).isEqualTo("weir-fraud");
    assertThat(json.path("policies").path("amounts@4").asLong()).isEqualTo(3);
    assertThat(json.path("would").path("decline").path("amount").asDouble()).isEqualTo(350);
    JsonNode metrics = json.path("would").path("metrics");
    assertThat(metrics.path("declined_precision").asDouble()).isEqualTo(0.5);
    assertThat(metrics.path("caught_loss").asDouble()).isEqualTo(200);
    assertThat(metrics.path("false_positive_value").asDouble()).isEqualTo(150);
    assertThat(json.path("rules").path("large").path("n").asLong()).isEqualTo(2);
    assertThat(json.path("days").path("2026-03-01").path("decline").asLong()).isEqualTo(2);
    JsonNode compared = json.path("compared");
    assertThat(compared.path("changed").asLong()).isEqualTo(1);
    assertThat(compared.path("changes").path(0).path("happened").asText()).isEqualTo("approve");
    assertThat(compared.path("largest").path(0).path("event_id").asText()).isEqualTo("</script>");
    assertThat(json.has("curve")).isFalse();
  }

  @Test
  void json_withoutVerdictsOrLabels_leavesOutWhatDoesNotApply() {
    JsonNode json = BacktestJson.of(result(false));

    assertThat(json.has("compared")).isFalse();
    assertThat(json.has("ranking")).isFalse();
    assertThat(json.path("would").path("metrics").has("declined_precision")).isFalse();
  }

  @Test
  void page_standsAloneAndNamesNoCard() throws IOException {
    Path page = folder.resolve("new/backtest.html");
    BacktestPage.write(result(true), page);
    String html = Files.readString(page);

    assertThat(html).contains("<!doctype html>", "Changed decisions on the largest amounts");
    assertThat(html).doesNotContain("secret-card", "\"</script>");
    int from = html.indexOf("type=\"application/json\">") + "type=\"application/json\">".length();
    JsonNode figures =
        new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
    assertThat(figures.path("curve")).isNotEmpty();
    assertThat(figures.path("compared").path("largest").path(0).path("event_id").asText())
        .isEqualTo("</script>");
  }

  @Test
  void lines_sayDecisionsFiguresRulesAndWhatChanged() {
    assertThat(String.join("\n", BacktestText.lines(result(true))))
        .contains(
            "model weir-fraud@1.0.0, policy amounts@4",
            "3 transactions from 2026-03-01T01:00:00Z to 2026-03-01T03:00:00Z",
            "2 transactions are known to be fraud, 1 genuine",
            "decline               2   66.7 %           350.00        1        1     50.0 %",
            "1 of these had a verdict; 1 decisions would change",
            "large",
            "amounts@4/tiny",
            "average precision");
    assertThat(String.join("\n", BacktestText.lines(result(false))))
        .contains("no verdicts were recorded on these transactions");
  }

  private static BacktestResult result(boolean known) {
    long later = Histories.DAY.plus(Duration.ofDays(3)).toEpochMilli();
    List<FraudVote> votes =
        List.of(
            new FraudVote("</script>", true, 3, later),
            new FraudVote("b", false, 3, later),
            new FraudVote("c", true, 3, later));
    try (OfflineFraudScoring model = Histories.model()) {
      Backtest backtest =
          new Backtest(
              model,
              Histories.book(Histories.BY_AMOUNT),
              BacktestSettings.ALL,
              known ? votes : List.of());
      backtest.transaction(Histories.payment("</script>", 1, 200));
      backtest.transaction(Histories.payment("b", 2, 150));
      backtest.transaction(Histories.payment("c", 3, 5));
      backtest.endOfTransactions();
      if (known) {
        backtest.recorded("</script>", new Recorded(Decision.APPROVE, 0.25f, "fraud@1"));
      }
      return backtest.result();
    }
  }
}

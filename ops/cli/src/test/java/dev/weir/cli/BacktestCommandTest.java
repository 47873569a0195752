package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir backtest} over files. */
class BacktestCommandTest {

  private static final String MODEL =
      Path.of("..", "..", "models", "weir-fraud", "1.0.0").toString();

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void simulatedFile_judgedByAPolicy_hasFiguresAndAPage() throws IOException {
    Path page = folder.resolve("page.html");
    List<String> words = new ArrayList<>(List.of("backtest", "--json", "--out", page.toString()));
    words.addAll(data());
    words.addAll(List.of("--policy", policy("transaction.amount >= 220.0").toString()));

    assertThat(weir(words)).as(err.toString()).isZero();

    JsonNode json = new ObjectMapper().readTree(out.toString());
    JsonNode would = json.path("would");
    assertThat(would.path("approve").path("n").asLong() + would.path("decline").path("n").asLong())
        .isEqualTo(3_000);
    // the simulator calls every amount above 220 fraud
    assertThat(would.path("metrics").path("declined_precision").asDouble()).isEqualTo(1);
    assertThat(json.path("policies").path("mine@1").asLong()).isEqualTo(3_000);
    assertThat(Files.readString(page)).contains("mine@1");
  }

  @Test
  void ruleOfAnUnknownFeature_isRefusedWithTheNearestName() throws IOException {
    List<String> words = new ArrayList<>(List.of("backtest"));
    words.addAll(data());
    words.addAll(List.of("--policy", policy("features.card_cuont_1h > 3.0").toString()));

    assertThat(weir(words)).isEqualTo(1);

    assertThat(err.toString())
        .contains(
            "policy.yaml cannot be used: rule one at 1:1: unknown name 'features.card_cuont_1h';"
                + " did you mean 'features.card_count_1h'?");
    assertThat(out.toString()).doesNotContain("approve");
  }

  @Test
  void policyOfTexts_isRefused() throws IOException {
    Path texts =
        Files.writeString(
            folder.resolve("texts.yaml"),
            "{name: t, version: 1, rules: [{name: a, expression: scores.spam > 0.5, outcome:"
                + " review, reason_code: a.b}]}");
    List<String> words = new ArrayList<>(List.of("backtest", "--policy", texts.toString()));
    words.addAll(data());

    assertThat(weir(words)).isEqualTo(1);

    assertThat(err.toString()).contains("is a policy of texts", "scope: transaction");
  }

  @Test
  void wrongWords_areWrongUsage() {
    assertThat(weir(List.of("backtest", "--truth", "t.jsonl"))).isEqualTo(2);
    assertThat(weir(List.of("backtest", "--from", "yesterday"))).isEqualTo(2);
    assertThat(weir(List.of("backtest", "--from", "2026-01-02", "--to", "2026-01-01")))
        .isEqualTo(2);
    assertThat(weir(List.of("backtest", "--data", "none.jsonl", "--model", MODEL))).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "--truth belongs to --data",
            "--from: expected a time such as",
            "--from 2026-01-02T00:00:00Z is not before to",
            "no file none.jsonl");
  }

  @Test
  void rangeWithoutTransactions_saysWhereTheyAre() throws IOException {
    List<String> words = new ArrayList<>(List.of("backtest", "--from", "2030-01-01"));
    words.addAll(data());

    assertThat(weir(words)).isEqualTo(1);

    assertThat(err.toString()).contains("no transactions to judge: 3,000 before --from");
  }

  private List<String> data() {
    String events = folder.resolve("t.jsonl").toString();
    String truth = folder.resolve("truth.jsonl").toString();
    weir(List.of("simulate", "transactions", "--count", "3000", "--out", events, "--truth", truth));
    out.getBuffer().setLength(0);
    return List.of("--data", events, "--truth", truth, "--model", MODEL);
  }

  private Path policy(String expression) throws IOException {
    return Files.writeString(
        folder.resolve("policy.yaml"),
        """
        name: mine
        version: 1
        scope: transaction
        rules:
          - {name: one, expression: "%s", outcome: block, reason_code: a.b}
        """
            .formatted(expression));
  }

  private int weir(List<String> words) {
    return Weir.run(
        new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
  }
}

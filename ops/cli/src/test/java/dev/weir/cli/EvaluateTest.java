package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir evaluate} through the command line, with the untrained sample. */
class EvaluateTest {

  private static final Path FRAUD_MODEL = Path.of("../../models/weir-fraud/1.0.0");
  private static final Path PUBLIC_SET = Path.of("../../../shared/data/spam_sms_en");

  @TempDir static Path home;
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void data() throws IOException {
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < 30; i++) {
      csv.append("message number ").append(Integer.toString(i * 41, 36));
      csv.append(i % 3 == 0 ? ",spam\n" : ",ham\n");
    }
    Files.writeString(folder.resolve("test.csv"), csv);
  }

  @Test
  void json_isOneObjectOfTheShapeThatIsPromised() throws IOException {
    Path page = folder.resolve("report.html");
    assertThat(evaluate("--json", "--obfuscate", "--report", page.toString())).isZero();
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.path("model").path("name").asText()).isEqualTo("weir-sample");
    assertThat(answer.path("data").asText()).isEqualTo(folder.getFileName().toString());
    assertThat(answer.path("split").asText()).isEqualTo("test");
    JsonNode result = answer.path("results").path(0);
    assertThat(result.path("task").asText()).isEqualTo("spam");
    assertThat(result.path("n").asInt()).isEqualTo(30);
    for (String metric :
        List.of("accuracy", "macro_f1", "macro_recall", "auc", "average_precision", "ece")) {
      assertThat(result.path("metrics").path(metric).isNumber()).as(metric).isTrue();
      assertThat(result.path("intervals").path(metric)).hasSize(2);
    }
    assertThat(result.path("metrics").has("card_precision_at_100")).isFalse();
    assertThat(result.path("per_class").path("spam").path("n").asInt()).isEqualTo(10);
    assertThat(result.path("slices").path("length").path("1-20").path("n").asInt()).isEqualTo(30);
    assertThat(answer.path("obfuscated").path(0).path("task").asText()).isEqualTo("spam");
    assertThat(page).content().contains("weir-sample");
    assertThat(out.toString().strip()).hasLineCount(1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void lines_sayWhatTheModelIsWorth() {
    assertThat(evaluate()).isZero();
    assertThat(out.toString()).contains("weir-sample@0.1.0", "30 rows", "accuracy", "rows/s");
    assertThat(err.toString()).contains("untrained");
  }

  @Test
  void severalSets_areMeasuredTogetherAndBySource() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.copy(folder.resolve("test.csv"), other.resolve("test.csv"));
    assertThat(evaluate("--data", other.toString(), "--json")).isZero();
    JsonNode result = new ObjectMapper().readTree(out.toString()).path("results").path(0);
    assertThat(result.path("n").asInt()).isEqualTo(60);
    assertThat(result.path("slices").path("source").path("other").path("n").asInt()).isEqualTo(30);
    assertThat(evaluate("--data", other.toString(), "--protocol", "handbook")).isEqualTo(2);
    assertOneLine("one set at a time");
  }

  @Test
  void ownColumns_areNamedByOptions() throws IOException {
    Files.writeString(
        folder.resolve("test.csv"),
        Files.readString(folder.resolve("test.csv"))
            .replace("text,label", "body,kind")
            .replace(",spam", ",1")
            .replace(",ham", ",0"));
    assertThat(evaluate()).isEqualTo(1);
    assertOneLine("no column 'label'", "body, kind");
    assertThat(
            evaluate(
                "--text-column",
                "body",
                "--label-column",
                "kind",
                "--label",
                "1=spam",
                "--label",
                "0=ham"))
        .isZero();
    assertThat(evaluate("--label", "spam")).isEqualTo(2);
    assertOneLine("--label 'spam'", "VALUE=LABEL");
  }

  @Test
  void wrongData_getsOneLineThatNamesIt() throws IOException {
    assertThat(run("--data", folder.resolve("none").toString())).isEqualTo(1);
    assertOneLine("none", "no such folder or file");
    assertThat(evaluate("--split", "valid")).isEqualTo(1);
    assertOneLine("no valid split", "it has test");
    assertThat(evaluate("--split", "tset")).isEqualTo(2);
    assertOneLine("'tset'", "expected test, valid, train or all");
    assertThat(evaluate("--task", "abuse")).isEqualTo(1);
    assertOneLine("no labels of task abuse", "it has spam");
    assertThat(evaluate("--model", "nobody")).isEqualTo(1);
    assertOneLine("nobody");
    assertThat(Weir.run(new PrintWriter(out, true), new PrintWriter(err, true), "evaluate"))
        .isEqualTo(2);

    Files.write(
        folder.resolve("test.csv"),
        "text,label\ncaf\u00e9,ham\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(evaluate()).isEqualTo(1);
    assertOneLine("test.csv", "line 2", "byte 14", "not UTF-8");
    Files.writeString(folder.resolve("test.csv"), "text,label\na,ham\nb,spam\n");
    assertThat(evaluate()).isEqualTo(1);
    assertOneLine("2 rows", "at least 10 are needed");
    Files.writeString(folder.resolve("test.csv"), "text,label\na,ham\nb,eggs\n");
    assertThat(evaluate()).isEqualTo(1);
    assertOneLine("eggs, ham");
    Files.writeString(folder.resolve("test.csv"), "text,label\na,\nb,spam\n");
    assertThat(evaluate()).isEqualTo(1);
    assertOneLine("line 2", "no label");
    Files.writeString(
        folder.resolve("dataset.yaml"), "tasks: {mood: {labels: {good: glad, bad: sad}}}\n");
    StringBuilder moods = new StringBuilder("text,label\n");
    for (int i = 0; i < 12; i++) {
      moods.append("day ").append(i).append(i % 2 == 0 ? ",good\n" : ",bad\n");
    }
    Files.writeString(folder.resolve("test.csv"), moods);
    assertThat(evaluate()).isEqualTo(1);
    assertOneLine("task mood", "glad, sad", "weir-sample@0.1.0", "ham, spam");
  }

  @Test
  void protocol_thatIsNoneOrWithoutItsData_isNamed() {
    assertThat(evaluate("--protocol", "handbok")).isEqualTo(2);
    assertOneLine("'handbok'", "expected handbook");
    assertThat(evaluate("--protocol", "handbook", "--split", "all")).isEqualTo(2);
    assertOneLine("'all'", "test and valid folds");
    assertThat(evaluate("--protocol", "handbook")).isEqualTo(1);
    assertOneLine("train.csv", "missing");
  }

  @Test
  void fraudPackage_isMeasuredOnPayments() throws IOException {
    assumeThat(Files.isDirectory(FRAUD_MODEL)).as("package at %s", FRAUD_MODEL).isTrue();
    String events = folder.resolve("payments.jsonl").toString();
    String truth = folder.resolve("truth.jsonl").toString();
    PrintWriter silent = new PrintWriter(new StringWriter());
    assertThat(
            Weir.run(
                silent,
                silent,
                "simulate",
                "transactions",
                "--count",
                "12000",
                "--out",
                events,
                "--truth",
                truth))
        .isZero();
    String model = FRAUD_MODEL.toString();
    assertThat(run("--model", model, "--data", events, "--truth", truth, "--json")).isZero();
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.path("split").asText()).isEqualTo("all");
    JsonNode result = answer.path("results").path(0);
    assertThat(result.path("task").asText()).isEqualTo("fraud");
    assertThat(result.path("metrics").path("card_precision_at_100").asDouble()).isPositive();
    assertThat(result.path("metrics").path("auc").asDouble()).isGreaterThan(0.7);
    assertThat(run("--model", model, "--data", events)).isEqualTo(1);
    assertOneLine("payments.jsonl", "without labels");
    assertThat(evaluate("--model", model)).isEqualTo(1);
    assertOneLine("test.csv", "TX_FRAUD");
    assertThat(evaluate("--model", model, "--split", "valid")).isEqualTo(1);
    assertOneLine("no valid.csv");
  }

  @Test
  void publicSet_isMeasuredOverItsTestSplit() throws IOException {
    assumeThat(Files.isDirectory(PUBLIC_SET)).as("data set at %s", PUBLIC_SET).isTrue();
    assertThat(run("--data", PUBLIC_SET.toString(), "--json")).isZero();
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.path("data").asText()).isEqualTo("spam_sms_en");
    assertThat(answer.path("results").path(0).path("n").asInt()).isEqualTo(534);
    assertThat(answer.path("results").path(0).path("slices").path("language").has("en")).isTrue();
  }

  private int evaluate(String... more) {
    List<String> args = new ArrayList<>(List.of("--data", folder.toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private int run(String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> args = new ArrayList<>(List.of("evaluate", "--dir", home.toString()));
    args.addAll(List.of(options));
    return Weir.run(
        new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
  }

  private void assertOneLine(String... parts) {
    assertThat(err.toString().strip()).contains(parts).hasLineCount(1);
  }
}

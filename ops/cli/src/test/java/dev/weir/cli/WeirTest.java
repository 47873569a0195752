package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeirTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void help_listsTheCommands() {
    assertThat(weir("--help")).isZero();
    assertThat(out.toString())
        .contains(
            "demo",
            "up",
            "status",
            "down",
            "send",
            "tail",
            "score",
            "model",
            "evaluate",
            "simulate");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void unknownCommandOrOption_isWrongUsage() {
    assertThat(weir("sned")).isEqualTo(2);
    assertThat(err.toString()).contains("unknown command 'sned'; did you mean 'send'?");
    assertThat(weir("demo", "--secnods", "3")).isEqualTo(2);
    assertThat(err.toString()).contains("--secnods");
    assertThat(weir("demo", "--seconds", "soon")).isEqualTo(2);
    assertThat(weir("up", "--kafka-port", "8081", "--dir", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("8081");
  }

  @Test
  void unknownTopicOrFile_isWrongUsageThatListsTheKnown() {
    assertThat(weir("send", "coments", "x.csv")).isEqualTo(2);
    assertThat(err.toString()).contains("unknown topic 'coments'", "chat-messages");
    assertThat(weir("send", "comments", folder.resolve("none.csv").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none.csv");
    assertThat(weir("send", "text-verdicts", "x.csv")).isEqualTo(2);
    assertThat(err.toString()).contains("written by Weir alone");
    assertThat(weir("tail", "verdicts")).isEqualTo(2);
    assertThat(weir("simulate", "weather", "--out", folder.resolve("x").toString())).isEqualTo(2);
  }

  @Test
  void commandsThatNeedAPlatform_withoutOne_failWithOneLine() throws IOException {
    Path csv = Files.writeString(folder.resolve("c.csv"), "subject_id,author_id,text\ns,a,t\n");
    assertThat(weir("tail", "comments", "--dir", folder.toString())).isEqualTo(1);
    assertOneLine("no platform is running", "weir up");
    assertThat(weir("send", "comments", csv.toString(), "--dir", folder.toString())).isEqualTo(1);
    assertOneLine("no platform is running", "weir up");
    assertThat(weir("status", "--dir", folder.toString())).isEqualTo(1);
    assertThat(weir("down", "--dir", folder.toString())).isZero();
  }

  @Test
  void brokerThatIsNotThere_failsWithOneLine() throws IOException {
    int free;
    try (var socket = new java.net.ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    String nowhere = "127.0.0.1:" + free;
    assertThat(
            weir(
                "tail",
                "comments",
                "--bootstrap-servers",
                nowhere,
                "--schema-registry",
                "http://" + nowhere))
        .isEqualTo(1);
    assertOneLine("no broker at " + nowhere, "--bootstrap-servers");
  }

  @Test
  void score_withoutAModel_usesTheSampleAndSaysSo() {
    assertThat(weir("score", "good", "bad", "--dir", folder.toString())).isZero();
    assertThat(out.toString()).contains("sentiment", "spam", "abuse");
    assertThat(err.toString()).contains("untrained");
  }

  @Test
  void score_ofATextThatCannotBeScored_failsAndScoresTheOthers() {
    assertThat(weir("score", "good", "", "--json", "--dir", folder.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("\"error\"", "\"sentiment\"", "\"trained\":false");
  }

  @Test
  void modelFolder_thatIsNone_isNamed() {
    assertThat(weir("model", "import", folder.toString(), "--dir", folder.toString())).isEqualTo(1);
    assertOneLine("model.onnx is missing");
    assertThat(weir("score", "x", "--model", "weir-txet", "--dir", folder.toString())).isEqualTo(1);
    assertOneLine("weir-txet");
  }

  @Test
  void sampleModel_isListedInspectedAndVerified() {
    assertThat(weir("score", "x", "--dir", folder.toString())).isZero();
    assertThat(weir("model", "list", "--dir", folder.toString())).isZero();
    assertThat(weir("model", "inspect", "weir-sample", "--dir", folder.toString())).isZero();
    assertThat(weir("model", "verify", "weir-sample@0.1.0", "--dir", folder.toString())).isZero();
    assertThat(out.toString())
        .contains("weir-sample@0.1.0", "negative, neutral, positive", "sound: ");
  }

  @Test
  void model_withAChangedFile_isRefused() throws IOException {
    assertThat(weir("score", "x", "--dir", folder.toString())).isZero();
    Path card = folder.resolve("models/weir-sample/0.1.0/config.json");
    Files.writeString(card, Files.readString(card) + " ");
    assertThat(weir("model", "verify", "weir-sample", "--dir", folder.toString())).isEqualTo(1);
    assertOneLine("config.json");
  }

  @Test
  void simulate_withTheSameSeed_writesTheSameFile() throws IOException {
    Path one = folder.resolve("one.jsonl");
    Path two = folder.resolve("two.jsonl");
    Path truth = folder.resolve("truth.jsonl");
    assertThat(
            weir(
                "simulate",
                "comments",
                "--count",
                "50",
                "--out",
                one.toString(),
                "--truth",
                truth.toString()))
        .isZero();
    assertThat(weir("simulate", "comments", "--count", "50", "--out", two.toString())).isZero();
    assertThat(two).hasSameTextualContentAs(one);
    assertThat(Files.readAllLines(truth)).hasSize(50);
  }

  @Test
  void benchEngine_withJson_givesFiguresWithTheirSamples() throws IOException {
    assertThat(
            weir(
                "bench",
                "engine",
                "--pairs",
                "2",
                "--seconds",
                "0.05",
                "--json",
                "--dir",
                folder.toString()))
        .isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("results").findValuesAsText("id")).contains("S1", "S2", "S10");
    assertThat(report.path("results").path(0).path("samples")).hasSize(2);
    assertThat(report.path("model").path("name").asText()).isEqualTo("weir-sample");
    assertThat(weir("bench", "swap", "--provider", "abacus", "--dir", folder.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("abacus", "cuda");
  }

  private int weir(String... args) {
    err.getBuffer().setLength(0);
    return Weir.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private void assertOneLine(String... parts) {
    assertThat(err.toString().strip()).contains(parts).hasLineCount(1);
  }
}

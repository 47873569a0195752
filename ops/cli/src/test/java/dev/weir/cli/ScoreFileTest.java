package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreFileTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path model = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void samplePackage() throws IOException {
    model = SamplePackage.write(folder.resolve("sample"));
  }

  @Test
  void rows_areAnsweredInTheirOrder_asTheScorerAnswersThem() throws IOException {
    List<String> texts = new ArrayList<>();
    StringBuilder csv = new StringBuilder("id,text\n");
    for (int i = 0; i < 3_000; i++) {
      String text = "remark " + i + " on " + "the kettle ".repeat(i % 9);
      texts.add(text);
      csv.append('k').append(i).append(',').append(text).append('\n');
    }
    Path file = Files.writeString(folder.resolve("remarks.csv"), csv);
    Path answers = folder.resolve("answers.jsonl");

    assertThat(scoreFile(file, "--out", answers.toString(), "--threads", "3")).isZero();

    List<String> lines = Files.readAllLines(answers);
    assertThat(lines).hasSameSizeAs(texts);
    try (TextScorer scorer = TextScorer.open(model, ScorerOptions.defaults())) {
      List<ScoreOutcome> expected = scorer.score(texts);
      for (int i = 0; i < lines.size(); i++) {
        JsonNode line = JSON.readTree(lines.get(i));
        float[][] scores = ((ScoreOutcome.Scored) expected.get(i)).probabilities();
        assertThat(line.path("row").asInt()).isEqualTo(i + 1);
        assertThat(line.path("id").asText()).isEqualTo("k" + i);
        assertThat(line.path("sentiment").path("scores").path("negative").floatValue())
            .isCloseTo(scores[0][0], within(1e-5f));
        assertThat(line.path("spam").path("score").floatValue())
            .isCloseTo(scores[1][1], within(1e-5f));
        assertThat(line.has("error")).isFalse();
      }
    }
  }

  @Test
  void rowsThatCannotBeScored_sayWhy_andTheOthersAreScored() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("in.jsonl"),
            """
            {"event_id":"a","text":"the lid fits"}
            {"event_id":"b"}
            nonsense
            {"event_id":"d","text":7}
            {"event_id":"e","text":"it leaks"}
            """);
    Path answers = folder.resolve("out.csv");

    assertThat(scoreFile(file, "--out", answers.toString(), "--task", "spam", "--json")).isZero();

    assertThat(JSON.readTree(out.toString()).path("errors").asInt()).isEqualTo(3);
    List<String> lines = Files.readAllLines(answers);
    assertThat(lines.get(0)).isEqualTo("row,id,spam.label,spam.score,error");
    assertThat(lines.get(1)).matches("1,a,(ham|spam),0\\.\\d+,");
    assertThat(lines.get(2)).startsWith("2,b,,,").contains("column 'text' is missing or empty");
    assertThat(lines.get(3)).startsWith("3,,,,").contains("no JSON");
    assertThat(lines.get(4)).startsWith("4,d,,,").contains("expected a string");
    assertThat(lines.get(5)).startsWith("5,e,");
    assertThat(scoreFile(file, "--out", answers.toString(), "--strict")).isEqualTo(1);
  }

  @Test
  void wrongUse_isNamed_andLeavesNoFile() throws IOException {
    Path file = Files.writeString(folder.resolve("in.csv"), "id,body\n1,fine\n");
    Path answers = folder.resolve("out.jsonl");
    assertThat(scoreFile(file, "--out", answers.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("no column 'text'", "id, body", "--text-column");
    assertThat(
            scoreFile(file, "--out", answers.toString(), "--text-column", "body", "--task", "mood"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("no task 'mood'", "sentiment, spam, abuse");
    assertThat(scoreFile(file, "--out", file.toString())).isEqualTo(2);
    assertThat(
            scoreFile(
                file, "--out", folder.resolve("no/where.csv").toString(), "--text-column", "body"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("a folder that exists");
    assertThat(answers).doesNotExist();
    assertThat(folder.resolve("out.jsonl.part")).doesNotExist();
  }

  private int scoreFile(Path file, String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> words =
        new ArrayList<>(List.of("score-file", file.toString(), "--model", model.toString()));
    words.addAll(List.of(options));
    return Weir.run(
        new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
  }
}

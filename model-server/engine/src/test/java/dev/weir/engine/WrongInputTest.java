package dev.weir.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.error.ColumnException;
import dev.weir.engine.error.DeadlineException;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user may do wrong, and the name and the sentence that each gets. */
class WrongInputTest {
  @TempDir Path dir;

  @Test
  void emptyText() throws IOException {
    assertRejected(text(""), "validate", "text-empty", "do not send such events");
  }

  @Test
  void textOfOneMebibyte() throws IOException {
    assertRejected(
        text("x".repeat(1 << 20)),
        "validate",
        "text-too-long",
        "has 1048576 characters, at most 100000 are scored; cut it at the source");
  }

  @Test
  void loneSurrogates() throws IOException {
    for (String text : List.of("a \uD83D b", "a \uDE00", "\uD83D")) {
      assertRejected(text(text), "validate", "text-not-unicode", "encode it as UTF-8");
    }
  }

  @Test
  void textOfControlCharacters() throws IOException {
    assertRejected(text("\u0000\u0007\u001B\u200B\n"), "validate", "text-empty", "no visible");
  }

  @Test
  void nanFeature() throws IOException {
    assertRejected(
        row(1, Float.NaN), "features", "value-missing", "column 'hour' has no value (NaN)");
  }

  @Test
  void infiniteFeature() throws IOException {
    assertRejected(
        row(Float.POSITIVE_INFINITY, 1),
        "features",
        "value-infinite",
        "column 'amount' is infinite; bound the value");
  }

  @Test
  void rowOfAnotherWidth() throws IOException {
    assertRejected(row(1), "features", "row-width", "has 1 values where 2 columns are expected");
  }

  @Test
  void missingColumn() throws IOException {
    Columns columns = Columns.of(List.of("amuont", "hour"));
    Path pack = table();
    ModelPackageException refusal =
        catchThrowableOfType(
            ModelPackageException.class,
            () ->
                RowScorer.open(pack, columns, ScorerOptions.defaults(), EngineServices.defaults()));
    assertThat(refusal.problem()).isEqualTo(Problem.COLUMN_MISMATCH);
    assertThat(refusal)
        .hasMessageContaining("needs the column 'amount', which rows do not have")
        .hasMessageContaining("did you mean 'amuont'?")
        .hasCauseInstanceOf(ColumnException.class);
  }

  @Test
  void unknownColumn() throws IOException {
    try (RowScorer scorer = RowScorer.open(table(), ScorerOptions.defaults())) {
      assertThatThrownBy(() -> scorer.columns().index("hours"))
          .isInstanceOf(ColumnException.class)
          .hasMessage("column 'hours' is unknown; did you mean 'hour'? (columns are amount, hour)");
    }
  }

  @Test
  void negativeDeadline() {
    assertThatThrownBy(() -> new ScoreRequest("a", false, Duration.ofMillis(-1)))
        .isInstanceOf(DeadlineException.class)
        .hasMessageContaining("must lie ahead, but this one is PT-0.001S away; count it from");
  }

  @Test
  void packageWithASwappedFile() throws IOException {
    Path pack = SamplePackage.write(dir.resolve("sample"));
    Files.writeString(pack.resolve("config.json"), "{}");
    assertRefused(
        pack,
        Problem.DIGEST_MISMATCH,
        "weir.json lists SHA-256",
        "config.json",
        "restore the file");
  }

  @Test
  void truncatedModel() throws IOException {
    Path pack = table();
    byte[] model = Files.readAllBytes(pack.resolve("model.onnx"));
    int half = model.length / 2;
    TestModels.replace(pack, "model.onnx", Arrays.copyOf(model, half));
    assertRefused(
        pack,
        Problem.TRUNCATED_MODEL,
        "cannot load model.onnx (" + half + " bytes): the file ends within a part of",
        "copy or export it again");
  }

  @Test
  void fileThatIsNoModel() throws IOException {
    Path pack = table();
    TestModels.replace(pack, "model.onnx", "<html>not found</html>".getBytes(US_ASCII));
    assertRefused(pack, Problem.TRUNCATED_MODEL, "the file ", "copy or export it again");
    TestModels.replace(pack, "model.onnx", new byte[0]);
    assertRefused(pack, Problem.TRUNCATED_MODEL, "the file is empty");
  }

  @Test
  void unknownOperator() throws IOException {
    for (String domain : List.of("", "com.example")) {
      Path pack = TestTables.linear(dir.resolve("p" + domain + "/1"), List.of("a"), 1);
      ModelProto.Builder model =
          ModelProto.parseFrom(Files.readAllBytes(pack.resolve("model.onnx"))).toBuilder();
      model.getGraphBuilder().getNodeBuilder(0).setOpType("Frobnicate").setDomain(domain);
      model.addOpsetImportBuilder().setDomain("com.example").setVersion(1);
      TestModels.replace(pack, "model.onnx", model.build().toByteArray());
      assertRefused(
          pack,
          Problem.UNSUPPORTED_OPERATOR,
          "node 'scored' uses operator " + (domain.isEmpty() ? "" : domain + ".") + "Frobnicate",
          "export the model without it");
    }
  }

  @Test
  void newerOpset() throws IOException {
    Path pack = table();
    ModelProto.Builder model =
        ModelProto.parseFrom(Files.readAllBytes(pack.resolve("model.onnx"))).toBuilder();
    model.getOpsetImportBuilder(0).setVersion(9_999);
    TestModels.replace(pack, "model.onnx", model.build().toByteArray());
    assertRefused(
        pack,
        Problem.UNSUPPORTED_OPSET,
        "it asks for opset 9999 of ai.onnx, this runtime knows those up to",
        "or older");
  }

  @Test
  void tokenizerOfIdsBeyondTheVocabulary() throws IOException {
    Path pack = SamplePackage.write(dir.resolve("sample"));
    Path manifest = pack.resolve("weir.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\"vocabulary_size\" : [0-9]+", "\"vocabulary_size\" : 10"));
    assertRefused(
        pack,
        Problem.VOCABULARY_MISMATCH,
        "the model's vocabulary has 10 entries; put the tokenizer beside the model");
  }

  private Path table() throws IOException {
    return TestTables.linear(dir.resolve("table/1"), List.of("amount", "hour"), 1, 1);
  }

  private ScoreOutcome text(String text) throws IOException {
    Path pack = SamplePackage.write(dir.resolve("sample"));
    try (TextScorer scorer = TextScorer.open(pack, ScorerOptions.defaults())) {
      return scorer.score(List.of(text)).get(0);
    }
  }

  private ScoreOutcome row(float... row) throws IOException {
    try (RowScorer scorer = RowScorer.open(table(), ScorerOptions.defaults())) {
      return scorer.score(List.of(row)).get(0);
    }
  }

  private static void assertRejected(
      ScoreOutcome outcome, String stage, String code, String sentence) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.stage()).isEqualTo(stage);
              assertThat(rejected.code()).isEqualTo(code);
              assertThat(rejected.message()).contains(sentence);
            });
  }

  private static void assertRefused(Path pack, Problem problem, String... sentences) {
    PackageCheck check = PackageCheck.of(pack);
    assertThat(check.message()).contains(sentences);
    assertThat(check.problem()).isEqualTo(problem);
  }
}

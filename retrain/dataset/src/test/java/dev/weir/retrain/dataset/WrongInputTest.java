package dev.weir.retrain.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.describe.Guess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every wrong input gets an error that names it. */
class WrongInputTest {
  @TempDir Path folder;

  @Test
  void noFolderNoFileNoRows_areNamed() throws IOException {
    assertProblem(Problem.NO_DATA, "no CSV, TSV or JSON Lines");
    write("test.csv", "text,label\n");
    assertProblem(Problem.NO_DATA, "test.csv", "no rows");
    assertThat(failure(folder.resolve("none"), Guess.NOTHING)).hasMessageContaining("none");
  }

  @Test
  void twoFilesOfOneSplit_areRefused() throws IOException {
    write("dev.csv", "text,label\na,ham\n");
    write("valid.csv", "text,label\na,ham\n");
    assertProblem(Problem.NO_DATA, "dev.csv", "valid.csv");
  }

  @Test
  void splitThatIsNotThere_isToldWithThoseThatAre() throws IOException {
    write("train.csv", DatasetsTest.rows("t", 20));
    DatasetException e =
        catchThrowableOfType(
            DatasetException.class,
            () -> Datasets.load(List.of(folder), LoadOptions.defaults().only(Set.of(Split.TEST))));
    assertThat(e.problem()).isEqualTo(Problem.NO_DATA);
    assertThat(e).hasMessageContainingAll("no test split", "it has train");
  }

  @Test
  void bytesThatAreNotUtf8_areNamedByLineAndByte() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("text,label\nplain,ham\n".getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes("caf\u00e9,spam\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(folder.resolve("test.csv"), bytes.toByteArray());
    assertProblem(Problem.NOT_UTF8, "test.csv", "line 3", "byte 24", "0xE9");
  }

  @Test
  void bytesThatAreNotUtf8FarIntoAFile_areNamedToo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("text,label\n".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 20_000; i++) {
      bytes.writeBytes("\u597d\u7684\u597d,ham\n".getBytes(StandardCharsets.UTF_8));
    }
    bytes.write(0xFF);
    Files.write(folder.resolve("test.csv"), bytes.toByteArray());
    assertProblem(Problem.NOT_UTF8, "line 20002", "byte " + (11 + 20_000 * 14), "0xFF");
  }

  @Test
  void truncatedCharacterAtTheEnd_isNotUtf8() throws IOException {
    byte[] whole = "text,label\nok,ham\n\u597d".getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve("test.csv"), Arrays.copyOf(whole, whole.length - 1));
    assertProblem(Problem.NOT_UTF8, "line 3");
  }

  @Test
  void columnsThatAreNotThere_areNamedWithThoseThatAre() throws IOException {
    write("test.csv", "body,label\na,ham\nb,spam\n");
    assertProblem(Problem.MISSING_COLUMN, "no column 'text'", "body, label");
    assertThat(failure(folder, new Guess("body", "kind", null, Map.of())))
        .hasMessageContaining("no column 'kind'");
  }

  @Test
  void rowsThatCannotBeTakenApart_areNamedByLine() throws IOException {
    write("test.csv", "text,label\na,ham\nb,spam,more\n");
    assertProblem(Problem.MALFORMED, "line 3", "expected 2 cells", "found 3");
    write("test.csv", "text,label\na,ham\n\"b,spam\n");
    assertProblem(Problem.MALFORMED, "test.csv", "quotes");
    write("test.csv", "text,text\na,ham\n");
    assertProblem(Problem.MALFORMED, "names a column twice");
    Files.delete(folder.resolve("test.csv"));
    write("test.jsonl", "{\"text\": \"a\", \"label\": \"ham\"}\n[1]\n");
    assertProblem(Problem.MALFORMED, "line 2", "ARRAY");
    write("test.jsonl", "{\"text\": \"a\", \"label\": \"ham\"\n");
    assertProblem(Problem.MALFORMED, "line 1", "no JSON");
    Files.delete(folder.resolve("test.jsonl"));
    write("test.csv.gz", "text,label\na,ham\n");
    assertProblem(Problem.MALFORMED, "not gzip");
  }

  @Test
  void missingLabels_areCounted() throws IOException {
    write("test.csv", "text,label\na,ham\nb,\nc,spam\nd,\n");
    assertProblem(Problem.MISSING_LABEL, "line 3", "2 rows");
    write("test.csv", "text,label\na,\n");
    assertProblem(Problem.MISSING_LABEL, "column 'label' has no labels");
  }

  @Test
  void unknownLabel_isNamedWithTheKnown() throws IOException {
    write("test.csv", "text,label\na,ham\nb,spma\n");
    assertProblem(Problem.UNKNOWN_LABEL, "ham, spma", "spam (ham, spam)");
    write("dataset.yaml", "tasks: {spam: {labels: {ham: ham, spam: spam}, leave-out: [unsure]}}\n");
    assertProblem(Problem.UNKNOWN_LABEL, "line 3", "'spma'", "known: ham, spam");
  }

  @Test
  void labelsOfAnotherTask_differ() throws IOException {
    write("test.csv", "text,label\na,0\nb,1\n");
    assertThat(failure(folder, new Guess(null, null, "spam", Map.of("0", "ham", "1", "junk"))))
        .hasMessageContainingAll("spam (ham, spam)", "'junk'")
        .extracting("problem")
        .isEqualTo(Problem.LABELS_DIFFER);
  }

  @Test
  void ownTaskWithOtherLabelsInTwoSets_differs() throws IOException {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    Files.writeString(one.resolve("test.csv"), "text,label\na,low\nb,high\n");
    Files.writeString(two.resolve("test.csv"), "text,label\nc,low\nd,middle\n");
    Guess urgency = new Guess(null, null, "urgency", Map.of());
    DatasetException e =
        catchThrowableOfType(
            DatasetException.class,
            () -> Datasets.load(List.of(one, two), urgency, LoadOptions.defaults()));
    assertThat(e.problem()).isEqualTo(Problem.LABELS_DIFFER);
    assertThat(e).hasMessageContainingAll("urgency (low, middle)", "urgency (high, low)");
  }

  @Test
  void modelWithOtherLabels_isNamedWithBothSets() {
    DatasetException e =
        catchThrowableOfType(
            DatasetException.class,
            () ->
                Dataset.requireSameLabels(
                    TaskLabels.SENTIMENT, "stars@2", List.of("1 star", "2 stars")));
    assertThat(e.problem()).isEqualTo(Problem.LABELS_DIFFER);
    assertThat(e)
        .hasMessageContainingAll("negative, neutral, positive", "stars@2", "1 star, 2 stars");
  }

  @Test
  void descriptionThatIsWrong_namesFileAndKey() throws IOException {
    write("test.csv", "text,label\na,ham\n");
    write("dataset.yaml", "tasks: {spam: {labels: {ham: ham}, colunm: x}}\n");
    assertProblem(Problem.BAD_DESCRIPTION, "dataset.yaml", "tasks.spam.colunm", "column");
    write("dataset.yaml", "licence: MIT\n");
    assertProblem(Problem.BAD_DESCRIPTION, "tasks must name");
    write("dataset.yaml", "tasks: {spam: {column: label}}\n");
    assertProblem(Problem.BAD_DESCRIPTION, "what each value");
    write("dataset.yaml", "a: [\n");
    assertProblem(Problem.BAD_DESCRIPTION, "neither YAML nor JSON");
  }

  @Test
  void oneClassOrTooFewRows_sayWhatIsNeeded() throws IOException {
    write("train.csv", "text,label\na,ham\nb,ham\nc,ham\n");
    write("valid.csv", "text,label\nx,ham\ny,spam\n");
    Dataset one = Datasets.load(List.of(folder), LoadOptions.defaults());
    DatasetException alone =
        catchThrowableOfType(
            DatasetException.class, () -> one.requireTrainable(TaskLabels.SPAM, 20));
    assertThat(alone.problem()).isEqualTo(Problem.ONE_CLASS);
    assertThat(alone).hasMessageContainingAll("all 3 rows", "'ham'", "needs rows of spam");

    write("train.csv", "text,label\na,ham\nb,spam\nc,ham\n");
    Dataset few = Datasets.load(List.of(folder), LoadOptions.defaults());
    DatasetException tooFew =
        catchThrowableOfType(
            DatasetException.class, () -> few.requireTrainable(TaskLabels.SPAM, 20));
    assertThat(tooFew.problem()).isEqualTo(Problem.TOO_FEW_ROWS);
    assertThat(tooFew).hasMessageContainingAll("2 rows", "'ham'", "20 are needed", "add 18");
    few.requireTrainable(TaskLabels.SPAM, 1);
  }

  private void assertProblem(Problem problem, String... parts) {
    DatasetException e = failure(folder, Guess.NOTHING);
    assertThat(e).hasMessageContainingAll(parts);
    assertThat(e.problem()).isEqualTo(problem);
  }

  private static DatasetException failure(Path path, Guess guess) {
    DatasetException e =
        catchThrowableOfType(
            DatasetException.class,
            () -> Datasets.load(List.of(path), guess, LoadOptions.defaults()));
    assertThat(e).isNotNull();
    return e;
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}

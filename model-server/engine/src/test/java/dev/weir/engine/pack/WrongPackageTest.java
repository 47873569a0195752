package dev.weir.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongPackageTest {
  @TempDir Path dir;

  @BeforeEach
  void write() throws IOException {
    SamplePackage.write(dir);
  }

  @Test
  void folder_thatIsNotThere_isNamed() {
    assertThat(refusal(dir.resolve("nowhere")).problem()).isEqualTo(Problem.MISSING_FILE);
  }

  @Test
  void file_thatIsMissing_isNamed() throws IOException {
    Files.delete(dir.resolve("tokenizer.json"));
    ModelPackageException refusal = refusal(dir);
    assertThat(refusal.problem()).isEqualTo(Problem.MISSING_FILE);
    assertThat(refusal).hasMessageContaining("weir-sample@0.1.0: tokenizer.json is missing in");
  }

  @Test
  void labels_thatDoNotFitTheOutput_areNamedWithBothCounts() throws IOException {
    editManifest("\"ham\", \"spam\"", "\"ham\", \"spam\", \"other\"");
    editManifest("\"spam\" : [ ", "\"spam\" : [ 0, ");
    ModelPackageException refusal = refusal(dir);
    assertThat(refusal.problem()).isEqualTo(Problem.LABEL_MISMATCH);
    assertThat(refusal)
        .hasMessage(
            "model package weir-sample@0.1.0: weir.json lists 3 labels but the output has shape"
                + " (batch, 2); re-export the model or fix the task's labels");
  }

  @Test
  void output_thatTheGraphLacks_isNamedWithThoseItHas() throws IOException {
    editManifest("\"output\" : \"spam\"", "\"output\" : \"junk\"");
    ModelPackageException refusal = refusal(dir);
    assertThat(refusal.problem()).isEqualTo(Problem.MISSING_OUTPUT);
    assertThat(refusal).hasMessageContaining("'junk' but the graph has sentiment, spam, abuse");
  }

  @Test
  void input_thatIsNotDescribed_isNamed() throws IOException {
    editManifest("\"name\" : \"attention_mask\"", "\"name\" : \"mask\"");
    assertThat(refusal(dir).problem()).isEqualTo(Problem.UNSUPPORTED_INPUT);
  }

  @Test
  void key_thatIsUnknown_isNamedWithTheKnownOnes() throws IOException {
    editManifest("\"licence\"", "\"license\"");
    ModelPackageException refusal = refusal(dir);
    assertThat(refusal.problem()).isEqualTo(Problem.INVALID_DESCRIPTION);
    assertThat(refusal)
        .hasMessageContaining("unknown key 'license'; known are")
        .hasMessageContaining("did you mean 'licence'?");
  }

  @Test
  void format_ofALaterVersion_isRefused() throws IOException {
    editManifest("\"format\" : 1", "\"format\" : 2");
    assertThat(refusal(dir)).hasMessageContaining("format 2 is not one that this version reads");
  }

  @Test
  void tokenizer_thatTheLibraryRefuses_isNamed() throws IOException {
    rewrite(
        "tokenizer.json",
        "{\"model\":{\"type\":\"Riddle\"}}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(refusal(dir).problem()).isEqualTo(Problem.UNREADABLE_TOKENIZER);
  }

  @Test
  void golden_scoresThatTheModelDoesNotGive_areRefused() throws IOException {
    editManifest("\"temperature\" : 1.0", "\"temperature\" : 3.0");
    ModelPackageException refusal = refusal(dir);
    assertThat(refusal.problem()).isEqualTo(Problem.GOLDEN_MISMATCH);
    assertThat(refusal).hasMessageContaining("for task sentiment but gets");
  }

  @Test
  void plattCalibration_ofThreeSoftmaxLabels_isRefused() throws IOException {
    editManifest(
        "\"method\" : \"temperature\",\\s*\"temperature\" : 1.0",
        "\"method\" : \"platt\", \"slope\" : 1, \"intercept\" : 0");
    assertThat(refusal(dir)).hasMessageContaining("task sentiment: Platt calibration needs two");
  }

  private static ModelPackageException refusal(Path folder) {
    return catchThrowableOfType(
        ModelPackageException.class,
        () -> TextScorer.open(folder, ScorerOptions.defaults()).close());
  }

  private void editManifest(String regex, String replacement) throws IOException {
    Path manifest = dir.resolve("weir.json");
    String before = Files.readString(manifest);
    String after = before.replaceFirst(regex.replace("[ ", "\\[ "), replacement);
    assertThat(after).as("an edit that changes something").isNotEqualTo(before);
    Files.writeString(manifest, after);
  }

  private void rewrite(String name, byte[] content) throws IOException {
    String before = Digests.sha256(dir.resolve(name));
    Files.write(dir.resolve(name), content);
    editManifest(before, Digests.sha256(content));
  }
}

package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.schemas.DriftSubject;
import dev.weir.scoring.drift.DriftReference;
import dev.weir.scoring.drift.DriftReferenceJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir train finetune} through the command line. */
class TrainFinetuneTest {
  private static final List<String> THINGS =
      List.of("kettle", "lamp", "bicycle", "tent", "piano", "garden", "train", "harbour");
  private static final Path BASE = Path.of("../../../shared/fixtures/hf/distilbert-tiny-spam");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void headOnly_labelledTexts_becomeASoundPackage() throws IOException {
    Path target = folder.resolve("store/spam/2");
    assertThat(run(target, "ham", "spam", "--head-only", "--json")).as(err.toString()).isZero();
    check(target);
  }

  @Test
  void allWeights_labelledTexts_becomeASoundPackage() throws IOException {
    Path target = folder.resolve("store/spam/3");
    assertThat(run(target, "ham", "spam", "--learning-rate", "2e-3", "--epochs", "12", "--json"))
        .as(err.toString())
        .isZero();
    check(target);
    assertThat(err.toString()).contains("epoch 1: training loss");
  }

  @Test
  void labels_otherThanTheBases_areRefusedInOneLine() throws IOException {
    Path target = folder.resolve("store/spam/4");
    assertThat(run(target, "fine", "junk", "--task", "spam")).isEqualTo(1);
    assertThat(err.toString()).contains("fine, junk").contains("ham, spam");
    assertThat(target).doesNotExist();
  }

  private void check(Path target) throws IOException {
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.at("/model/name").asText()).isEqualTo("distilbert-tiny-spam");
    assertThat(answer.at("/model/version").asText()).isEqualTo(target.getFileName().toString());
    assertThat(answer.at("/tasks/spam/before/accuracy").asDouble()).isLessThan(0.7);
    assertThat(answer.at("/tasks/spam/after/accuracy").asDouble()).isGreaterThan(0.8);
    assertThat(PackageCheck.of(target).message()).isNull();
    DriftReference reference =
        DriftReferenceJson.read(Files.readAllBytes(target.resolve(DriftReference.FILE)));
    assertThat(reference.slices().get(DriftSubject.TEXT_INPUT).get("all").records()).isEqualTo(280);
    assertThat(reference.slices().get(DriftSubject.SPAM_SCORES).get("all").records()).isEqualTo(80);
  }

  private int run(Path target, String ham, String spam, String... more) throws IOException {
    assumeTrue(Files.isDirectory(BASE), () -> BASE + " is not here");
    Path data = Files.createDirectories(folder.resolve("offers"));
    write(data, "train", 200, ham, spam);
    write(data, "valid", 60, ham, spam);
    write(data, "test", 20, ham, spam);
    String[] fixed = {
      "train",
      "finetune",
      "--base",
      BASE.toString(),
      "--data",
      data.toString(),
      "--out",
      target.toString()
    };
    String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return Weir.run(new PrintWriter(out), new PrintWriter(err), all);
  }

  private static void write(Path data, String split, int rows, String ham, String spam)
      throws IOException {
    StringBuilder csv = new StringBuilder("id,text,label\n");
    for (int row = 0; row < rows; row++) {
      boolean second = row % 2 == 1;
      csv.append(split).append(row).append(',');
      csv.append(second ? "claim your bonus " : "see you at the ");
      csv.append(THINGS.get(row % THINGS.size())).append(' ').append(split).append(row);
      csv.append(',').append(second ? spam : ham).append('\n');
    }
    Files.writeString(data.resolve(split + ".csv"), csv);
  }
}

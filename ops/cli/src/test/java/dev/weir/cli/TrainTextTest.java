package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.schemas.DriftSubject;
import dev.weir.scoring.drift.DriftReference;
import dev.weir.scoring.drift.DriftReferenceJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir train text} through the command line. */
class TrainTextTest {
  private static final List<String> THINGS =
      List.of("kettle", "lamp", "bicycle", "tent", "piano", "garden", "train", "harbour");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void data_labelledTexts_becomeASoundPackage() throws IOException {
    Path data = Files.createDirectories(folder.resolve("offers"));
    write(data, "train", 200, 2);
    write(data, "valid", 60, 2);
    write(data, "test", 60, 2);
    Path target = folder.resolve("store/offers-en/7");

    assertThat(train(data, target, "--epochs", "2", "--json")).as(err.toString()).isZero();

    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.path("model").path("name").asText()).isEqualTo("offers-en");
    assertThat(answer.path("model").path("version").asText()).isEqualTo("7");
    JsonNode accuracy = answer.at("/tests/0/results/0/metrics/accuracy");
    assertThat(accuracy.asDouble()).isGreaterThan(0.9);
    assertThat(PackageCheck.of(target).message()).isNull();
    assertThat(target.resolve("MODEL_CARD.md"))
        .content()
        .contains("offers-en 7", "train text", "| offers |", "spam (ham, spam)");
    assertThat(Path.of(answer.path("learning_curve").asText())).content().contains("<svg");
    assertThat(err.toString()).contains("epoch 2: macro-F1");
    DriftReference reference = reference(target);
    assertThat(reference.slices().get(DriftSubject.TEXT_INPUT).get("all").records()).isEqualTo(320);
    // what it learned says nothing of how sure it will be
    assertThat(reference.slices().get(DriftSubject.SPAM_SCORES).get("all").records())
        .isEqualTo(120);
  }

  @Test
  void recipe_transformer_learnsAllTasksAndHasFasterGraphs() throws IOException {
    Path data = Files.createDirectories(folder.resolve("offers"));
    write(data, "train", 300, 2);
    write(data, "valid", 80, 2);
    write(data, "test", 60, 2);
    Path chat = Files.createDirectories(folder.resolve("chat"));
    writeChat(chat, "train", 300);
    writeChat(chat, "valid", 80);
    writeChat(chat, "test", 60);
    Path target = folder.resolve("store/offers-bert/1");

    String[] more = {
      "--data", chat.toString(), "--recipe", "transformer", "--epochs", "4", "--json"
    };
    assertThat(train(data, target, more)).as(err.toString()).isZero();

    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.path("tests")).hasSize(2);
    for (JsonNode test : answer.path("tests")) {
      assertThat(test.at("/results/0/metrics/accuracy").asDouble()).isGreaterThan(0.9);
    }
    assertThat(answer.at("/fused/difference").asDouble()).isLessThan(1e-5);
    assertThat(target.resolve("model.fused.onnx")).isNotEmptyFile();
    assertThat(ModelPackage.read(target).manifest().heads())
        .extracting(head -> head.task().name())
        .containsExactly("spam", "abuse");
    assertThat(PackageCheck.of(target).message()).isNull();
    assertThat(Path.of(answer.path("learning_curve").asText())).content().contains("log loss");
    assertThat(reference(target).known())
        .containsOnlyKeys(DriftSubject.SPAM_SCORES, DriftSubject.ABUSE_SCORES);
  }

  private static DriftReference reference(Path target) throws IOException {
    assertThat(ModelPackage.read(target).manifest().files()).containsKey(DriftReference.FILE);
    return DriftReferenceJson.read(Files.readAllBytes(target.resolve(DriftReference.FILE)));
  }

  @Test
  void task_ofAConvolution_isWrongUsage() throws IOException {
    assertThat(train(folder, folder.resolve("m/1"), "--task", "spam")).isEqualTo(2);
    assertThat(err.toString()).contains("--task goes with --recipe transformer");
  }

  @Test
  void out_alreadyThere_isWrongUsage() throws IOException {
    assertThat(train(folder, Files.createDirectories(folder.resolve("m/1")))).isEqualTo(2);
    assertThat(err.toString().strip()).hasLineCount(1).contains("is there already");
  }

  @Test
  void data_oneClassOnly_isRefusedInOneLine() throws IOException {
    Path data = Files.createDirectories(folder.resolve("offers"));
    write(data, "train", 100, 1);
    write(data, "valid", 60, 2);
    write(data, "test", 60, 2);

    assertThat(train(data, folder.resolve("m/1"))).isEqualTo(1);
    assertThat(err.toString()).contains("task spam", "train split", "rows of spam");
    assertThat(folder.resolve("m/1")).doesNotExist();
  }

  private static void write(Path data, String split, int rows, int classes) throws IOException {
    StringBuilder csv = new StringBuilder("id,text,label\n");
    for (int row = 0; row < rows; row++) {
      boolean spam = classes == 2 && row % 2 == 1;
      csv.append(split).append(row).append(',');
      csv.append(spam ? "claim your bonus " : "see you at the ");
      csv.append(THINGS.get(row % THINGS.size())).append(' ').append(split).append(row);
      csv.append(spam ? ",spam\n" : ",ham\n");
    }
    Files.writeString(data.resolve(split + ".csv"), csv);
  }

  private static void writeChat(Path data, String split, int rows) throws IOException {
    StringBuilder csv = new StringBuilder("id,text,label\n");
    for (int row = 0; row < rows; row++) {
      boolean abusive = row % 2 == 1;
      csv.append(split).append(row).append(',');
      csv.append(abusive ? "you clumsy fool with the " : "lovely weather beside the ");
      csv.append(THINGS.get(row % THINGS.size())).append(" chat ").append(split).append(row);
      csv.append(abusive ? ",abusive\n" : ",clean\n");
    }
    Files.writeString(data.resolve(split + ".csv"), csv);
  }

  private int train(Path data, Path target, String... more) {
    String[] fixed = {"train", "text", "--data", data.toString(), "--out", target.toString()};
    String[] all = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return Weir.run(new PrintWriter(out), new PrintWriter(err), all);
  }
}

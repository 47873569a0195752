package dev.weir.retrain.evaluate.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Datasets;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.sample.SamplePackage;
import dev.weir.schemas.DriftSubject;
import dev.weir.scoring.drift.AccuracyEstimate;
import dev.weir.scoring.drift.DriftReference;
import dev.weir.scoring.drift.DriftReferenceJson;
import dev.weir.scoring.drift.Histogram;
import dev.weir.scoring.drift.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the untrained sample, on texts labelled as spam or not. */
class TextReferenceTest {
  private static final int TRAIN = 60;
  private static final int VALID = 30;

  @TempDir Path folder;

  @Test
  void reference_ofADataSet_scoresWhatWasNotLearned() throws IOException {
    Path sample = SamplePackage.write(folder.resolve("sample"));

    DriftReference reference = reference(sample, "spam");

    assertThat(records(reference, DriftSubject.TEXT_INPUT)).isEqualTo(TRAIN + VALID);
    assertThat(records(reference, DriftSubject.SPAM_SCORES)).isEqualTo(VALID);
    assertThat(records(reference, DriftSubject.ABUSE_SCORES)).isEqualTo(TRAIN + VALID);
    assertThat(reference.known()).containsOnlyKeys(DriftSubject.SPAM_SCORES);
    assertThat(known(reference).rows()).isEqualTo(VALID);
    assertThat(PackageCheck.of(folder.resolve("spam")).message()).isNull();
  }

  @Test
  void reference_ofAModelWithItsLabelsInAnotherOrder_isThatOfItsVerdicts() throws IOException {
    Path sample = SamplePackage.write(folder.resolve("sample"));
    Path turned = SamplePackage.write(folder.resolve("turned"));
    relabel(turned, "\"ham\", \"spam\"", "\"spam\", \"ham\"");

    DriftReference one = reference(sample, "one");
    DriftReference other = reference(turned, "other");

    assertThat(spamScores(other).mean()).isCloseTo(1 - spamScores(one).mean(), within(1e-6));
    assertThat(known(other).accuracy()).isCloseTo(1 - known(one).accuracy(), within(1e-6));
  }

  @Test
  void reference_ofLabelsThatVerdictsDoNotHave_saysNothingOfThem() throws IOException {
    Path sample = SamplePackage.write(folder.resolve("sample"));
    relabel(sample, "\"ham\", \"spam\"", "\"fine\", \"junk\"");

    assertThat(reference(sample, "junk").slices())
        .containsKeys(DriftSubject.TEXT_INPUT, DriftSubject.ABUSE_SCORES)
        .doesNotContainKey(DriftSubject.SPAM_SCORES);
  }

  private DriftReference reference(Path model, String name) throws IOException {
    Path target = folder.resolve(name);
    ModelPackage written = TextReference.add(ModelPackage.read(model), data(), target);
    assertThat(written.manifest().files()).containsKey(DriftReference.FILE);
    return DriftReferenceJson.read(Files.readAllBytes(target.resolve(DriftReference.FILE)));
  }

  private Dataset data() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    write(data, "train", TRAIN);
    write(data, "valid", VALID);
    return Datasets.load(List.of(data), LoadOptions.defaults());
  }

  private static void write(Path data, String split, int rows) throws IOException {
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < rows; i++) {
      csv.append(split).append(" number ").append(Integer.toString(i * 37, 36));
      csv.append(i % 3 == 0 ? ",spam\n" : ",ham\n");
    }
    Files.writeString(data.resolve(split + ".csv"), csv);
  }

  /** Its golden scores lie by place and stay. */
  private static void relabel(Path dir, String before, String after) throws IOException {
    Path file = dir.resolve("weir.json");
    String text = Files.readString(file).replaceAll("\\s+", " ");
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
  }

  private static long records(DriftReference reference, DriftSubject subject) {
    return reference.slices().get(subject).get("all").records();
  }

  private static Histogram spamScores(DriftReference reference) {
    return reference
        .slices()
        .get(DriftSubject.SPAM_SCORES)
        .get("all")
        .features()
        .get(Observation.SCORE);
  }

  private static AccuracyEstimate.Known known(DriftReference reference) {
    return reference.known().get(DriftSubject.SPAM_SCORES);
  }
}

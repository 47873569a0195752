package dev.weir.retrain.learning.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.learning.LearningInput;
import dev.weir.retrain.learning.SimulatedLabels;
import dev.weir.retrain.learning.gate.PromotionPolicy;
import dev.weir.retrain.learning.snapshot.Intake;
import dev.weir.retrain.learning.snapshot.TextSnapshot;
import dev.weir.retrain.learning.text.TextLearner;
import dev.weir.retrain.transformer.train.FineTuneListener;
import dev.weir.schemas.LabelledExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose disk, store, clocks or labels are not as they should be. */
class WrongInputTest {
  private static final Path MODEL = Path.of("../../models/weir-text/1.0.0");
  private static final LearningInput LABELS =
      new LearningInput(SimulatedLabels.of(600, 1), List.of(), List.of());

  @TempDir Path home;

  @Test
  void run_diskFullInTheMiddle_saysSoAndGoesOnWhenThereIsSpace() throws Exception {
    Path disk = Files.createDirectory(home.resolve("disk"));
    assumeThat(mount("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString()))
        .as("this user may mount a small disk")
        .isZero();
    try {
      FolderReleases releases = new FolderReleases(home.resolve("store"));

      assertThatThrownBy(() -> run(disk, LABELS, releases))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(disk.toString());
      assertThat(releases.announced).isEmpty();
      assertThat(home.resolve("store")).doesNotExist();

      assertThat(mount("mount", "-o", "remount,size=400m", disk.toString())).isZero();
      LearningRun.Outcome outcome = run(disk, LABELS, releases);
      assertThat(outcome.record().state().isFinal()).isTrue();
      assertThat(new RunLedger(disk).list()).as("the same run went on").hasSize(1);
    } finally {
      assertThat(mount("umount", disk.toString())).isZero();
    }
  }

  @Test
  void run_storeAway_saysSoAndReleasesOnceWhenItIsBack() throws IOException {
    Path store = Files.writeString(home.resolve("store"), "a file where a folder should be");
    FolderReleases releases = new FolderReleases(store);
    LearningInput much = new LearningInput(SimulatedLabels.of(900, 1), List.of(), List.of());

    assertThatThrownBy(() -> run(home.resolve("runs"), much, releases))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(store.toString());
    assertThat(new RunLedger(home.resolve("runs")).list())
        .extracting(RunRecord::state)
        .containsExactly(RunState.GATED);

    Files.delete(store);
    assertThat(run(home.resolve("runs"), LABELS, releases).record().state())
        .isEqualTo(RunState.RELEASED);
    assertThat(releases.announced).containsExactly("weir-text@1.1.0");
  }

  @Test
  void snapshot_labelsOfOtherClassesThanTheModels_areCountedAndNotLearned() {
    TaskSpec imported = new TaskSpec("spam", List.of("clean", "toxic"), TaskKind.SOFTMAX);

    TextSnapshot made = snapshot(LABELS.examples(), List.of(imported));

    assertThat(made.snapshot().dataset().tasks()).isEmpty();
    assertThat(made.intake().leftOut()).containsEntry(Intake.NO_LABEL, 600);
  }

  @Test
  void snapshot_oneProducerWithAClockOfAnotherCentury_leavesRecentWhatIs() {
    List<TaskSpec> tasks =
        ModelPackage.read(MODEL).manifest().heads().stream().map(head -> head.task()).toList();
    List<LabelledExample> examples = new ArrayList<>(LABELS.examples());
    examples.add(
        LabelledExample.newBuilder(examples.get(0))
            .setEventId("from the future")
            .setOccurredAt(Instant.parse("2099-01-01T00:00:00Z"))
            .build());

    TextSnapshot made = snapshot(examples, tasks);

    assertThat(made.snapshot().dataset().examples())
        .extracting(row -> row.slices().get(TextSnapshot.PERIOD))
        .filteredOn(TextSnapshot.RECENT::equals)
        .hasSizeGreaterThan(100);
  }

  private static TextSnapshot snapshot(List<LabelledExample> examples, List<TaskSpec> tasks) {
    return TextSnapshot.of(
        new LearningInput(examples, List.of(), List.of()),
        new TextSnapshot.Settings(tasks, 10, Duration.ofHours(3), 0),
        rows -> rows);
  }

  private static int mount(String... words) throws IOException, InterruptedException {
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static LearningRun.Outcome run(Path runs, LearningInput input, Releases releases)
      throws IOException {
    PromotionPolicy policy = PromotionPolicy.defaults();
    return LearningRun.run(
        new LearningRun.Order(
            runs,
            new TextLearner(ModelPackage.read(MODEL), () -> input, policy, FineTuneListener.NONE),
            policy,
            releases,
            17,
            Instant.parse("2026-03-02T00:00:00Z")),
        stage -> {});
  }
}

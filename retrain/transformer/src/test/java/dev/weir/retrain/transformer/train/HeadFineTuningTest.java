package dev.weir.retrain.transformer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.Fixture;
import dev.weir.retrain.transformer.Toy;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.weights.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadFineTuningTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        Fixture.BERT,
        Fixture.TIED,
        Fixture.DYNAMO,
        Fixture.DISTILBERT,
        Fixture.ROBERTA,
        "bert-2x128-sentiment"
      })
  void run_separableTexts_raisesTheAccuracyOfTheServedPackage(String name) throws IOException {
    ModelPackage base = Fixture.of(name).pack();
    Snapshot snapshot = Toy.rows(FullFineTuningTest.task(base), 400, 112, 120);
    FineTuned tuned = run(base, snapshot, "v");
    List<Example> heldOut = snapshot.dataset().in(Split.TEST);
    double before = accuracy(base, heldOut);
    double after = accuracy(tuned.pack(), heldOut);
    assertThat(after).isGreaterThan(before + 0.15);
    assertThat(tuned.after().loss()).isLessThan(tuned.before().loss());
    assertThat(tuned.parity()).isLessThanOrEqualTo(5e-6f);
  }

  @Test
  void run_multiLabelTask_learnsEachLabelForItself() throws IOException {
    Path source = dir.resolve("several");
    Files.createDirectories(source);
    Fixture fixture = Fixture.of(Fixture.ROBERTA);
    for (String file : List.of("model.onnx", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(fixture.dir().resolve(file), source.resolve(file));
    }
    Files.writeString(
        source.resolve("config.json"),
        Files.readString(fixture.dir().resolve("config.json"))
            .replaceFirst("\\{", "{\"problem_type\": \"multi_label_classification\","));
    ModelPackage base = ModelPackage.read(source);
    assertThat(base.manifest().heads().get(0).task().kind()).isEqualTo(TaskKind.SIGMOID);
    FineTuned tuned =
        run(base, Toy.multiLabel(FullFineTuningTest.task(base), 400, 100), "several-2");
    assertThat(tuned.after().accuracy()).isGreaterThan(tuned.before().accuracy() + 0.1);
    assertThat(tuned.pack().manifest().heads().get(0).task().kind()).isEqualTo(TaskKind.SIGMOID);
  }

  @Test
  void run_shippedModelOfSeveralTasks_learnsThoseThatHaveLabels() throws IOException {
    ModelPackage base = ModelPackage.read(Path.of("../../models/weir-text/1.0.0"));
    Snapshot spam = Toy.rows(TaskLabels.SPAM, 120, 40, 60);
    Snapshot abuse = Toy.rows(TaskLabels.ABUSE, 120, 40, 60);
    List<Example> both = new ArrayList<>(spam.dataset().examples());
    both.addAll(abuse.dataset().examples());

    FineTuned tuned = run(base, Toy.of(List.of(TaskLabels.SPAM, TaskLabels.ABUSE), both), "both");

    assertThat(tuned.tasks()).map(LearnedTask::name).containsExactly("spam", "abuse");
    assertThat(tuned.tasks())
        .allSatisfy(
            task -> {
              assertThat(task.data().train()).hasSize(120);
              assertThat(task.after().accuracy()).isGreaterThan(0.9);
              assertThat(task.after().loss()).isLessThan(task.before().loss());
            });
    assertThat(tuned.pack().manifest().variants()).isEqualTo(base.manifest().variants());
    assertThat(tuned.pack().manifest().files()).containsKey("reference.json");
    List<String> texts = List.of("what a lovely morning", "a dreadful and rude letter");
    Fixture.assertClose(sentiment(tuned.pack(), texts), sentiment(base, texts), 1e-6f);
  }

  private static float[][] sentiment(ModelPackage pack, List<String> texts) {
    try (TextScorer scorer = TextScorer.open(pack.dir(), ScorerOptions.defaults())) {
      return scorer.score(texts).stream()
          .map(outcome -> ((ScoreOutcome.Scored) outcome).probabilities()[0])
          .toArray(float[][]::new);
    }
  }

  @Test
  void run_weightsBesideTheGraph_getTheNewLayerToo() throws IOException {
    ModelPackage base = Fixture.of(Fixture.TIED).pack();
    Snapshot snapshot = Toy.rows(FullFineTuningTest.task(base), 100, 30, 1);
    FineTuned head = run(base, snapshot, "head");
    FineTuned full =
        FullFineTuning.run(
            head.pack(),
            snapshot,
            FineTuneOptions.defaults().withEpochs(1),
            target("full"),
            FineTuneListener.NONE);
    assertThat(full.before().loss()).isCloseTo(head.after().loss(), Offset.offset(1e-6));
    assertThat(SafeTensors.read(head.pack().file(SafeTensors.FILE)))
        .hasSameSizeAs(SafeTensors.read(base.file(SafeTensors.FILE)));
  }

  @Test
  void run_again_givesTheSamePackage() throws IOException {
    ModelPackage base = Fixture.of(Fixture.DISTILBERT).pack();
    Snapshot snapshot = Toy.rows(FullFineTuningTest.task(base), 60, 20, 1);
    assertThat(run(base, snapshot, "same").pack().identity())
        .isEqualTo(run(base, snapshot, "same").pack().identity());
  }

  @Test
  void run_taskThatIsNotThere_namesThoseThatAre() throws IOException {
    ModelPackage base = Fixture.of(Fixture.DISTILBERT).pack();
    Snapshot snapshot = Toy.rows(TaskLabels.ABUSE, 60, 20, 1);
    assertThatThrownBy(
            () -> HeadFineTuning.run(base, "abuse", snapshot, target("no"), FineTuneListener.NONE))
        .isInstanceOfSatisfying(
            FineTuneException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.UNSUITABLE_DATA))
        .hasMessageContaining("has the tasks [spam]");
  }

  @Test
  void run_oneClassOnly_isRefused() throws IOException {
    ModelPackage base = Fixture.of(Fixture.DISTILBERT).pack();
    List<Example> hamOnly =
        Toy.rows(TaskLabels.SPAM, 60, 20, 1).dataset().examples().stream()
            .filter(example -> "ham".equals(example.label(TaskLabels.SPAM)))
            .toList();
    assertThatThrownBy(() -> run(base, Toy.of(List.of(TaskLabels.SPAM), hamOnly), "no"))
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> assertThat(e.problem()).isEqualTo(DatasetException.Problem.ONE_CLASS));
    assertThat(dir).isEmptyDirectory();
  }

  private Target target(String name) {
    return new Target("tuned", name, dir.resolve(name));
  }

  private FineTuned run(ModelPackage base, Snapshot snapshot, String name) throws IOException {
    return HeadFineTuning.run(base, "", snapshot, target(name), FineTuneListener.NONE);
  }

  private static double accuracy(ModelPackage pack, List<Example> examples) {
    return FullFineTuningTest.accuracy(
        FullFineTuningTest.engineScores(pack, examples), examples, pack);
  }
}

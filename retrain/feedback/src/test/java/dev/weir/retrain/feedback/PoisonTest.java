package dev.weir.retrain.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.DataSource;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LeakReport;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.feedback.PoisonWorld.Attack;
import dev.weir.retrain.transformer.train.ConvFineTuning;
import dev.weir.retrain.transformer.train.FineTuneListener;
import dev.weir.retrain.transformer.train.FineTuneOptions;
import dev.weir.retrain.transformer.train.Target;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ResolvedLabel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three of ten moderators turn their labels round: 30 % of all labels. */
class PoisonTest {
  private static final double GOLDEN = 0.05;
  private static final double MOST_POINTS = 0.5;
  private static final double HONEST_ERRORS = 0.03;
  private static final FineTuneOptions OPTIONS =
      FineTuneOptions.defaults().withEpochs(2).withLearningRate(ConvFineTuning.LEARNING_RATE);
  private static final ModelPackage LIVE =
      ModelPackage.read(Path.of("../../models/weir-text/1.0.0"));
  private static final PoisonWorld WORLD = new PoisonWorld(LIVE, 11, 2000);

  @TempDir private Path dir;

  @Test
  void flippedLabels_guarded_moveTheHeldOutScoreByLessThanHalfAPoint() throws IOException {
    List<LabelledExample> flipped = WORLD.labelled(Attack.SCATTERED, GOLDEN);
    assertThat(flippedShare(flipped)).isBetween(0.27, 0.33);
    PoisonWorld heldOut = new PoisonWorld(LIVE, 12, 3000);

    double clean = score(train("clean", guarded(Attack.NONE, GOLDEN).examples()), heldOut);
    double guarded = score(train("guarded", guarded(Attack.SCATTERED, GOLDEN).examples()), heldOut);
    double unguarded = score(train("unguarded", flipped), heldOut);

    assertThat(guarded).isCloseTo(clean, Offset.offset(MOST_POINTS));
    assertThat(unguarded).as("without the guard").isLessThan(clean - 2 * MOST_POINTS);
  }

  @ParameterizedTest
  @CsvSource({
    "SCATTERED, 0.05, low_trust",
    "SCATTERED, 0, low_trust",
    "COLLUDING, 0.05, low_trust",
    "COLLUDING, 0, low_trust",
    "BURST, 0.05, sudden_change",
    "BURST, 0, sudden_change"
  })
  void flippedLabels_areKeptOutAndTheThreeAreNamed(Attack attack, double golden, String reason) {
    assertThat(wrong(WORLD.labelled(attack, golden))).isGreaterThan(3 * HONEST_ERRORS);

    Guarded guarded = guarded(attack, golden);

    assertThat(guarded.report().heldBack()).isEqualTo(PoisonWorld.FLIPPERS);
    assertThat(guarded.report().tasks().get(0).findings())
        .extracting(GuardReport.Finding::reason)
        .containsOnly(reason);
    assertThat(wrong(guarded.examples())).isLessThan(HONEST_ERRORS + 0.005);
  }

  @ParameterizedTest
  @CsvSource({"0.05", "0"})
  void honestLabels_nobodyIsNamed(double golden) {
    Guarded guarded = guarded(Attack.NONE, golden);

    assertThat(guarded.report().tasks().get(0).findings()).isEmpty();
    assertThat(guarded.examples()).hasSizeGreaterThan(1900);
  }

  private static Guarded guarded(Attack attack, double golden) {
    return new LabelGuard(GuardSettings.defaults()).guard(WORLD.labelled(attack, golden));
  }

  private static double wrong(List<LabelledExample> examples) {
    Map<String, String> truth = truth();
    return examples.stream().filter(one -> !label(one).equals(truth.get(one.getEventId()))).count()
        / (double) examples.size();
  }

  /** Share of all opinions of people that come from the three and are wrong. */
  private static double flippedShare(List<LabelledExample> examples) {
    Map<String, String> truth = truth();
    int all = 0;
    int flipped = 0;
    for (LabelledExample example : examples) {
      ResolvedLabel label = example.getLabels().get(0);
      List<LabelVote> votes = new ArrayList<>(label.getVotes());
      votes.addAll(label.getOverruled());
      for (LabelVote vote : votes) {
        if (vote.getLabeler().getKind() != LabelerKind.GOLDEN) {
          boolean wrong = !vote.getLabel().equals(truth.get(example.getEventId()));
          flipped += wrong && PoisonWorld.FLIPPERS.contains(vote.getLabeler().getId()) ? 1 : 0;
          all++;
        }
      }
    }
    return (double) flipped / all;
  }

  private static Map<String, String> truth() {
    Map<String, String> truth = new HashMap<>();
    WORLD.comments.forEach(one -> truth.put(one.event().getEventId(), one.truth().spamLabel()));
    return truth;
  }

  private static String label(LabelledExample example) {
    return example.getLabels().get(0).getLabel();
  }

  private ModelPackage train(String name, List<LabelledExample> examples) throws IOException {
    List<Example> rows = new ArrayList<>();
    for (LabelledExample example : examples) {
      rows.add(
          new Example(
              example.getEventId(),
              ((CommentPosted) example.getEvent()).getText(),
              rows.size() % 5 == 0 ? Split.VALID : Split.TRAIN,
              "stream",
              "en",
              Map.of("spam", label(example)),
              Map.of(),
              Map.of()));
    }
    Dataset dataset =
        new Dataset(
            "stream",
            List.of(TaskLabels.SPAM),
            List.of(new DataSource("stream", "CC0-1.0", true, Map.of(), List.of(), 0, 0)),
            rows,
            false,
            new LeakReport(List.of(), Map.of(), Map.of(), 0));
    Target target = new Target("weir-text", name, dir.resolve(name));
    return ConvFineTuning.run(LIVE, Snapshot.of(dataset), OPTIONS, target, FineTuneListener.NONE)
        .pack();
  }

  /** Macro F1 of spam on comments that nobody learned from, in points. */
  private static double score(ModelPackage pack, PoisonWorld heldOut) {
    List<String> texts = heldOut.comments.stream().map(one -> one.event().getText()).toList();
    float[] scores = PoisonWorld.scores(pack, texts);
    int[][] confusion = new int[2][2];
    for (int i = 0; i < scores.length; i++) {
      int truth = heldOut.comments.get(i).truth().spam() ? 1 : 0;
      confusion[truth][scores[i] >= 0.5 ? 1 : 0]++;
    }
    double points = 0;
    for (int label = 0; label < 2; label++) {
      double right = confusion[label][label];
      points += 50 * 2 * right / (2 * right + confusion[0][1] + confusion[1][0]);
    }
    return points;
  }
}

package dev.weir.retrain.feedback;

import static dev.weir.retrain.feedback.Labels.example;
import static dev.weir.retrain.feedback.Labels.golden;
import static dev.weir.retrain.feedback.Labels.labeler;
import static dev.weir.retrain.feedback.Labels.moderator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.Task;
import dev.weir.scoring.feedback.Trust;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrustLearningTest {
  private static final double MODERATOR = Trust.prior(LabelerKind.MODERATOR);
  private static final double PRIOR_ITEMS = TrustSettings.defaults().priorItems();

  private final List<LabelledExample> examples = new ArrayList<>();

  @Test
  void learn_goldenItems_isTheBetaPosterior() {
    for (int i = 0; i < 20; i++) {
      examples.add(example("e" + i, null, golden(true), moderator("ann", i < 5)));
    }

    TrustEstimate ann = learn().estimates().get(labeler("ann"));

    assertThat(ann.mean())
        .isCloseTo((MODERATOR * PRIOR_ITEMS + 5) / (PRIOR_ITEMS + 20), Offset.offset(1e-9));
    assertThat(ann.compared()).isEqualTo(20);
    assertThat(ann.low()).isLessThan(ann.mean());
    assertThat(ann.high()).isGreaterThan(ann.mean());
  }

  @Test
  void of_mostlyWrong_weighsNothing() {
    for (int i = 0; i < 20; i++) {
      examples.add(example("e" + i, null, golden(true), moderator("ann", false)));
    }

    assertThat(learn().of(labeler("ann"))).isEqualTo(0.5);
    assertThat(learn().of(labeler("a stranger"))).isEqualTo(MODERATOR);
  }

  @Test
  void learn_oneAgainstManyWithoutAnchors_oneLoses() {
    for (int i = 0; i < 30; i++) {
      boolean spam = i % 3 == 0;
      examples.add(
          example(
              "e" + i,
              null,
              moderator("a" + i % 5, spam),
              moderator("b" + i % 4, spam),
              moderator("odd", !spam)));
    }

    TrustModel trust = learn();

    assertThat(trust.of(labeler("odd"))).isEqualTo(0.5);
    assertThat(trust.of(labeler("b1"))).isGreaterThan(0.9);
  }

  @Test
  void learn_groupThatIsTheMajorityOfItsItems_losesAgainstAConfidentModel() {
    for (int i = 0; i < 60; i++) {
      boolean spam = i % 3 == 0;
      float model = spam ? 0.97f : 0.03f;
      examples.add(
          i % 2 == 0
              ? example(
                  "e" + i,
                  model,
                  moderator("x", !spam),
                  moderator("y", !spam),
                  moderator("z", !spam),
                  moderator("honest" + i % 7, spam))
              : example("e" + i, model, moderator("honest" + i % 7, spam)));
    }

    TrustModel trust = learn();

    assertThat(trust.of(labeler("x"))).isEqualTo(0.5);
    assertThat(trust.of(labeler("honest2"))).isGreaterThan(0.9);
  }

  @Test
  void learn_everybodyAgainstTheModel_isTheModelsFault() {
    for (int i = 0; i < 60; i++) {
      boolean spam = i % 3 == 0;
      examples.add(
          example(
              "e" + i,
              spam ? 0.03f : 0.97f,
              moderator("a" + i % 5, spam),
              moderator("b" + i % 4, spam)));
    }

    TrustModel trust = learn();

    assertThat(trust.model()).isEqualTo(0.5);
    assertThat(trust.estimates().values()).allMatch(estimate -> estimate.mean() > 0.9);
  }

  @Test
  void learn_nothingButTheModelAgainstOne_leavesHimAboveTheFloor() {
    for (int i = 0; i < 200; i++) {
      examples.add(example("e" + i, 0.02f, moderator("ann", true)));
    }

    TrustEstimate ann = learn().estimates().get(labeler("ann"));

    assertThat(ann.compared()).isZero();
    assertThat(ann.withModel())
        .isCloseTo(TrustSettings.defaults().modelItems(), Offset.offset(1e-9));
    assertThat(ann.mean()).isLessThan(MODERATOR).isGreaterThan(GuardSettings.defaults().floor());
  }

  @Test
  void learn_orderOfExamples_makesNoDifference() {
    for (int i = 0; i < 40; i++) {
      examples.add(
          example(
              "e" + i, 0.95f, moderator("a" + i % 3, i % 4 == 0), moderator("b" + i % 5, true)));
    }
    TrustModel there = learn();
    Collections.reverse(examples);

    learn()
        .estimates()
        .forEach(
            (labeler, estimate) ->
                assertThat(estimate.mean())
                    .isCloseTo(there.estimates().get(labeler).mean(), Offset.offset(1e-9)));
  }

  private TrustModel learn() {
    return new TrustLearning(Task.SPAM, Question.of(Task.SPAM, examples), TrustSettings.defaults())
        .learn();
  }
}

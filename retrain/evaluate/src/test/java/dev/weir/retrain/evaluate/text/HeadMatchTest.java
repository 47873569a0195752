package dev.weir.retrain.evaluate.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.retrain.dataset.DatasetException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadMatchTest {
  private static final TaskSpec SENTIMENT =
      new TaskSpec("sentiment", List.of("negative", "neutral", "positive"), TaskKind.SOFTMAX);
  private static final TaskSpec SPAM =
      new TaskSpec("spam", List.of("ham", "spam"), TaskKind.SOFTMAX);
  private static final float[][] SCORES = {{.3f, .4f, .3f}, {.9f, .1f}};

  @Test
  void headOfTheTasksName_isTaken() {
    HeadMatch match = match("spam", "ham", "spam");
    assertThat(match.head()).isEqualTo(1);
    assertThat(match.leftOut()).isEmpty();
    assertThat(match.probabilities(SCORES)).containsExactly(.9f, .1f);
  }

  @Test
  void labelThatTheDataCannotHave_isLeftOutAndTheRestAddsUpToOne() {
    HeadMatch match = match("sentiment", "negative", "positive");
    assertThat(match.task().labels()).containsExactly("negative", "positive");
    assertThat(match.leftOut()).containsExactly("neutral");
    assertThat(match.probabilities(SCORES)).containsExactly(.5f, .5f);
    assertThat(match.probabilities(new float[][] {{0, 1, 0}})).containsExactly(.5f, .5f);
  }

  @Test
  void dataOfOneLabel_leavesTheOthersSoThatItCanBeMissed() {
    HeadMatch match = match("spam", "spam");
    assertThat(match.task().labels()).containsExactly("ham", "spam");
    assertThat(match.leftOut()).isEmpty();
  }

  @Test
  void headOfAnotherName_isTakenIfItIsTheOnlyOneThatFits() {
    assertThat(match("junk", "ham", "spam").head()).isEqualTo(1);
  }

  @Test
  void labelsThatDiffer_areNamedOnBothSides() {
    assertThatThrownBy(() -> match("abuse", "clean", "abusive"))
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll(
            "abuse",
            "clean, abusive",
            "m@1",
            "sentiment (negative, neutral, positive)",
            "ham, spam");
    assertThatThrownBy(() -> match("spam", "ham", "junk"))
        .hasMessageContainingAll("ham, junk", "spam (ham, spam)");
  }

  private static HeadMatch match(String task, String... labels) {
    return HeadMatch.of("m@1", List.of(SENTIMENT, SPAM), task, List.of(labels));
  }
}

package dev.weir.retrain.dataset.split;

import static dev.weir.retrain.dataset.Split.TEST;
import static dev.weir.retrain.dataset.Split.TRAIN;
import static dev.weir.retrain.dataset.Split.VALID;
import static dev.weir.retrain.dataset.TestExamples.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LeakPolicy;
import dev.weir.retrain.dataset.LeakReport.Leak;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  private static final List<Example> LEAKY =
      List.of(
          example(TRAIN, "Win a CAR now", "spam", "spam"),
          example(TRAIN, "win a  c\u0430r now", "spam", "ham"),
          example(TRAIN, "see you at six", "spam", "ham"),
          example(TRAIN, "win a car now", "abuse", "clean"),
          example(VALID, "see you at six", "spam", "ham"),
          example(VALID, "it works", "spam", "ham"),
          example(VALID, "win a car now!", "spam", "spam"),
          example(TEST, "win a car now", "spam", "spam"),
          example(TEST, "it works", "spam", "ham"));

  @Test
  void dropped_areRowsThatRepeatAStricterSplitOfTheirTask() {
    LeakCheck.Result result = LeakCheck.check("set", LEAKY, LeakPolicy.DROP);
    assertThat(result.examples())
        .containsExactly(LEAKY.get(3), LEAKY.get(4), LEAKY.get(6), LEAKY.get(7), LEAKY.get(8));
    assertThat(result.report().leaks())
        .containsExactly(
            new Leak(TRAIN, VALID, 1, 1), new Leak(TRAIN, TEST, 2, 1), new Leak(VALID, TEST, 1, 1));
    assertThat(result.report().dropped()).isEqualTo(Map.of(TRAIN, 3L, VALID, 1L));
    assertThat(result.report().duplicates()).isEqualTo(Map.of(TRAIN, 1L));
    assertThat(result.report().contradictions()).isEqualTo(1);
  }

  @Test
  void refused_saysHowManyRowsOfWhichSplits() {
    assertThatThrownBy(() -> LeakCheck.check("my-set", LEAKY, LeakPolicy.REFUSE))
        .isInstanceOf(DatasetException.class)
        .hasMessageContainingAll(
            "my-set",
            "2 train rows repeat 1 texts of test",
            "1 train rows repeat 1 texts of valid");
  }

  @Test
  void kept_areCountedAllTheSame() {
    LeakCheck.Result result = LeakCheck.check("set", LEAKY, LeakPolicy.KEEP);
    assertThat(result.examples()).containsExactlyElementsOf(LEAKY);
    assertThat(result.report().leaks()).hasSize(3);
    assertThat(result.report().dropped()).isEmpty();
  }

  @Test
  void cleanSplits_passUnchanged() {
    List<Example> clean = LEAKY.subList(3, 5);
    assertThat(LeakCheck.check("set", clean, LeakPolicy.REFUSE).examples())
        .containsExactlyElementsOf(clean);
  }
}

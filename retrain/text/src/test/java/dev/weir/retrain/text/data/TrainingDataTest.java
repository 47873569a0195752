package dev.weir.retrain.text.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.text.TinyData;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TrainingDataTest {
  @Test
  void data_rowsOfOneTask_maskTheOthers() {
    TrainingData data = TrainingData.of(TinyData.of(300));

    assertThat(data.heads().logits()).isEqualTo(5);
    assertThat(data.auxiliary()).containsExactly("mood:joy", "mood:none");
    for (TrainingText text : data.train()) {
      boolean feeling = text.set() == 0;
      assertThat(text.labels()[0] != TrainingText.UNKNOWN).isEqualTo(feeling);
      assertThat(text.labels()[1] != TrainingText.UNKNOWN).isEqualTo(!feeling);
      assertThat(text.auxiliaryMask()[0]).isEqualTo(feeling ? 1 : 0);
    }
  }

  @Test
  void data_oneClassOnly_isRefused() {
    assertThatThrownBy(() -> TrainingData.of(without(e -> "spam".equals(e.labels().get("spam")))))
        .isInstanceOfSatisfying(
            DatasetException.class, e -> assertThat(e.problem()).isEqualTo(Problem.ONE_CLASS));
  }

  @Test
  void data_tooFewRows_saysHowManyAreNeeded() {
    Dataset few = TinyData.of(12);

    assertThatThrownBy(() -> TrainingData.of(few))
        .isInstanceOfSatisfying(
            DatasetException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TOO_FEW_ROWS))
        .hasMessageContaining("are needed");
  }

  private static Dataset without(Predicate<Example> unwanted) {
    List<Example> kept = TinyData.of(300).examples().stream().filter(unwanted.negate()).toList();
    return TinyData.dataset(kept);
  }
}

package dev.weir.retrain.text.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WeightAverageTest {
  private final float[] weights = {100};

  @Test
  void look_firstLooks_areAPlainMeanWithoutTheFirstWeights() {
    WeightAverage average = new WeightAverage(List.of(weights), 0.9f);
    look(average, 1, 2);
    look(average, 2, 6);

    average.swap();

    assertThat(weights[0]).isCloseTo(4, within(1e-6f));
  }

  @Test
  void look_betweenTwoLooks_changesNothing() {
    WeightAverage average = new WeightAverage(List.of(weights), 0.9f);
    look(average, 1, 2);
    weights[0] = 50;
    average.look(WeightAverage.EVERY + 1);

    average.swap();

    assertThat(weights[0]).isEqualTo(2);
  }

  @Test
  void swap_twice_givesTheWeightsBack() {
    WeightAverage average = new WeightAverage(List.of(weights), 0.9f);
    look(average, 1, 2);
    look(average, 2, 6);

    average.swap();
    average.swap();

    assertThat(weights[0]).isEqualTo(6);
  }

  @Test
  void swap_noAverage_leavesTheLastWeights() {
    WeightAverage average = new WeightAverage(List.of(weights), 0);
    look(average, 1, 7);

    average.swap();

    assertThat(weights[0]).isEqualTo(7);
    assertThat(average.state()).isEmpty();
  }

  private void look(WeightAverage average, int number, float value) {
    weights[0] = value;
    average.look(number * WeightAverage.EVERY);
  }
}

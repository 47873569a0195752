package dev.weir.retrain.fraud.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.fraud.search.SuccessiveHalving.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingTest {
  @Test
  void search_keepsTheBetterHalfForMoreFolds() {
    List<String> measured = new ArrayList<>();
    List<Trial<Integer>> result =
        SuccessiveHalving.run(
            List.of(1, 2, 3, 4),
            4,
            (candidate, fold) -> {
              measured.add(candidate + "/" + fold);
              return candidate;
            },
            trial -> {});

    assertThat(measured).containsExactly("1/0", "2/0", "3/0", "4/0", "4/1", "3/1", "4/2", "4/3");
    assertThat(measured).hasSize(SuccessiveHalving.measurements(4, 4));
    assertThat(result).first().isEqualTo(new Trial<>(4, 4, 4.0));
    assertThat(result).extracting(Trial::candidate).containsExactly(4, 3, 2, 1);
  }

  @Test
  void search_luckOnTheFirstFold_isFoundOut() {
    List<Trial<String>> result =
        SuccessiveHalving.run(
            List.of("steady", "lucky", "bad"),
            2,
            (candidate, fold) ->
                switch (candidate) {
                  case "steady" -> 0.8;
                  case "lucky" -> fold == 0 ? 0.9 : 0.1;
                  default -> 0;
                },
            trial -> {});

    assertThat(result.get(0).candidate()).isEqualTo("steady");
  }

  @Test
  void search_withoutCandidates_isRefused() {
    assertThatThrownBy(() -> SuccessiveHalving.run(List.of(), 4, (c, f) -> 0, trial -> {}))
        .hasMessageContaining("got 0 and 4");
  }

  @Test
  void draws_ofOneSeed_areTheSame() {
    for (int seed = 0; seed < 200; seed++) {
      assertThat(ParameterSpace.draw(new SplittableRandom(seed), 1))
          .isEqualTo(ParameterSpace.draw(new SplittableRandom(seed), 1));
    }
  }
}

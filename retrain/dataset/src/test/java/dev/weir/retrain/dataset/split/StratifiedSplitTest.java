package dev.weir.retrain.dataset.split;

import static dev.weir.retrain.dataset.TestExamples.example;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LoadOptions;
import dev.weir.retrain.dataset.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {
  private static final LoadOptions OPTIONS = LoadOptions.defaults();

  @Test
  void splits_haveTheirShareOfEveryLabel() {
    List<Example> split = StratifiedSplit.of(rows(), OPTIONS, true);
    for (String label : List.of("ham", "spam")) {
      long all = label.equals("spam") ? 300 : 700;
      for (Split part : List.of(Split.VALID, Split.TEST)) {
        assertThat(split)
            .filteredOn(e -> e.split() == part && e.labels().containsValue(label))
            .hasSizeBetween((int) (all * 0.09), (int) (all * 0.11));
      }
    }
    assertThat(split).extracting(Example::text).containsExactlyElementsOf(texts(rows()));
  }

  @Test
  void equalTexts_stayTogether() {
    List<Example> rows = rows();
    for (int i = 0; i < 50; i++) {
      rows.add(example(Split.TRAIN, rows.get(i).text().toUpperCase(Locale.ROOT), "spam", "ham"));
    }
    Map<String, Set<Split>> splits =
        StratifiedSplit.of(rows, OPTIONS, true).stream()
            .collect(
                Collectors.groupingBy(
                    TextKey::of, Collectors.mapping(Example::split, Collectors.toSet())));
    assertThat(splits.values()).allMatch(set -> set.size() == 1);
  }

  @Test
  void split_dependsOnTheSeedButNotOnTheOrder() {
    List<Example> shuffled = rows();
    Collections.shuffle(shuffled, new Random(3));
    assertThat(test(StratifiedSplit.of(shuffled, OPTIONS, true)))
        .isEqualTo(test(StratifiedSplit.of(rows(), OPTIONS, true)));
    assertThat(test(StratifiedSplit.of(rows(), OPTIONS.withSeed(18), true)))
        .isNotEqualTo(test(StratifiedSplit.of(rows(), OPTIONS, true)));
  }

  private static Set<String> test(List<Example> rows) {
    return rows.stream()
        .filter(e -> e.split() == Split.TEST)
        .map(Example::text)
        .collect(Collectors.toSet());
  }

  private static List<String> texts(List<Example> rows) {
    return rows.stream().map(Example::text).toList();
  }

  private static List<Example> rows() {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      rows.add(
          example(
              Split.TRAIN, "line " + Integer.toString(i, 36), "spam", i % 10 < 3 ? "spam" : "ham"));
    }
    return rows;
  }
}

package dev.weir.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EndlessTextsTest {

  @Test
  void get_repeatsNothing_andKeepsTheWords() {
    List<String> given = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      given.add("red%d blue%d green%d grey%d".formatted(i, i, i, i));
    }
    EndlessTexts texts = new EndlessTexts(given);
    assertThat(LongStream.range(0, 50).mapToObj(texts::get)).containsExactlyElementsOf(given);
    List<String> all = LongStream.range(0, 2_500).mapToObj(texts::get).toList();
    assertThat(all).doesNotHaveDuplicates().allMatch(text -> text.split(" ").length == 4);
  }
}

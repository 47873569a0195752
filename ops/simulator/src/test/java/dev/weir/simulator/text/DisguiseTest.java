package dev.weir.simulator.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.simulator.random.Dice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisguiseTest {
  private static final String LINE = "claim your free phone at https://kyro-win7.example/go today";

  @ParameterizedTest
  @EnumSource(Disguise.class)
  void apply_englishLine_changesWordsButNotTheLink(Disguise disguise) {
    for (int seed = 0; seed < 200; seed++) {
      String disguised = disguise.apply(LINE, false, new Dice(seed));
      assertThat(disguised).isNotEqualTo(LINE).contains("https://kyro-win7.example/go");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Disguise.class,
      names = {"ZERO_WIDTH", "SPACED"})
  void apply_chineseLine_changesIt(Disguise disguise) {
    for (int seed = 0; seed < 50; seed++) {
      assertThat(disguise.apply("你这个小丑，滚开", true, new Dice(seed))).isNotEqualTo("你这个小丑，滚开");
    }
  }

  @Test
  void apply_zeroWidth_disappearsWhenInvisibleCharactersAreRemoved() {
    String disguised = Disguise.ZERO_WIDTH.apply(LINE, false, new Dice(3));
    assertThat(disguised.replaceAll("\\p{Cf}", "")).isEqualTo(LINE);
  }

  @Test
  void apply_homoglyph_keepsTheLengthAndLeavesAscii() {
    String disguised = Disguise.HOMOGLYPH.apply(LINE, false, new Dice(3));
    assertThat(disguised).hasSameSizeAs(LINE);
    assertThat(disguised.chars().anyMatch(c -> c > 0x370)).isTrue();
  }

  @Test
  void apply_nothingToChange_returnsTheLine() {
    assertThat(Disguise.LEET.apply("42 + 7!", false, new Dice(1))).isEqualTo("42 + 7!");
  }
}

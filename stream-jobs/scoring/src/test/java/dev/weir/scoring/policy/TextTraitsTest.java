package dev.weir.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTraitsTest {

  @Test
  void of_plainText_countsWordsAndShares() {
    assertThat(TextTraits.of("BUY 2 now")).isEqualTo(new TextTraits(9, 3, 0, 0, 0, 0.5, 1 / 9.0));
  }

  @Test
  void of_linksAndMentions_countsEachOnce() {
    TextTraits traits = TextTraits.of("@ann see https://a.example and WWW.b.example, me@c.example");

    assertThat(traits.links()).isEqualTo(2);
    assertThat(traits.mentions()).isEqualTo(1);
  }

  @Test
  void of_emojisAndChinese_countsCharacters() {
    TextTraits traits = TextTraits.of("很好\uD83D\uDE00");

    assertThat(traits.chars()).isEqualTo(3);
    assertThat(traits.words()).isEqualTo(2);
    assertThat(traits.emojis()).isEqualTo(1);
    assertThat(traits.upperShare()).isZero();
  }

  @Test
  void of_nothing_isZero() {
    assertThat(TextTraits.of("")).isEqualTo(new TextTraits(0, 0, 0, 0, 0, 0, 0));
  }
}

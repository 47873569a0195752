package dev.weir.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HomoglyphsTest {
  @Test
  void everyLookAlike_becomesALatinLetter() {
    for (int c = 0x80; c < 0x600; c++) {
      String folded = Homoglyphs.fold("a" + Character.toString(c));
      char last = folded.charAt(folded.length() - 1);
      assertThat(last == c || (last >= 'a' && last <= 'z')).as("%04X", c).isTrue();
    }
  }

  @Test
  void wordsWithALetterOfTheirOwn_stay() {
    assertThat(Homoglyphs.fold("это world")).isEqualTo("это world");
    assertThat(Homoglyphs.fold("сас world")).isEqualTo("cac world");
    assertThat(Homoglyphs.fold("привет world")).isEqualTo("привет world");
    assertThat(Homoglyphs.fold("viaгra vіаkka")).isEqualTo("viaгra viakka");
    assertThat(Homoglyphs.fold("сас мир")).isEqualTo("сас мир");
  }
}

package dev.weir.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomoglyphsTest {
  @Test
  void table_isWhatIcuSays() throws IOException {
    try (InputStream in = Homoglyphs.class.getResourceAsStream(Homoglyphs.TABLE)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(HomoglyphTable.draw());
    }
  }

  @Test
  void everyLookAlike_becomesALatinLetter() {
    for (int c = 0x80; c < 0x20000; c++) {
      String folded = Homoglyphs.fold("a" + Character.toString(c));
      int last = folded.codePointBefore(folded.length());
      assertThat(last == c || (last >= 'a' && last <= 'z')).as("%04X", c).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "это world, это world",
    "сас world, cac world",
    "привет world, привет world",
    "сас мир, сас мир",
    "για a world, για a world",
    "viaкka, viakka",
    "fяee moпey, free money",
    "ꜰʀᴇᴇ to all, free to all",
    "ᴍօɴᴇʏ now, money now",
    "ꓝꓣꓰꓰ to all, free to all",
    "ꓲt ꓡast, it last",
    "vɨɑɡrɑ, viagra",
    "cøøł đeal, cool deal",
    "\uD801\uDC2Cne, one",
    "world of اه, world of اه",
    "world of ഠഠ, world of ഠഠ"
  })
  void words_areFoldedWhereTheyPassForLatin(String text, String expected) {
    assertThat(Homoglyphs.fold(text)).isEqualTo(expected);
  }
}

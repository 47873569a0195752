package dev.weir.retrain.text.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DisguisesTest {
  private static final String TEXT = "that grey badger stole biscuits";

  @Test
  void of_drawnOften_showsFiguresForLettersAndLettersSetApart() {
    Set<String> seen = draw(TEXT, 200);

    assertThat(seen).anyMatch(text -> text.matches(".*[0-9@$!|+].*"));
    assertThat(seen).anyMatch(text -> text.contains("b-a-d-g-e-r"));
    assertThat(seen).hasSizeGreaterThan(100);
  }

  @Test
  void of_shortWordsLinksAndOtherScripts_areLeftAlone() {
    assertThat(draw("at http://shop.example/sale 包裹 to me", 200))
        .allMatch(text -> text.startsWith("at ") && text.endsWith(" 包裹 to me"))
        .allMatch(text -> text.contains("shop.example/sale"));
  }

  @Test
  void of_sameSource_isTheSame() {
    assertThat(Disguises.of(TEXT, new SplittableRandom(4)))
        .isEqualTo(Disguises.of(TEXT, new SplittableRandom(4)));
  }

  private static Set<String> draw(String text, int times) {
    SplittableRandom random = new SplittableRandom(9);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < times; i++) {
      seen.add(Disguises.of(text, random));
    }
    return seen;
  }
}

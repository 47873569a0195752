package dev.weir.scoring.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

  @ParameterizedTest
  @CsvSource({
    "the lid does not close, en",
    "très bien cuit, en",
    "这个盖子关不上, zh",
    "这个 app 很好用, zh",
    "送料無料と書いてあるのに届きませんでした, ",
    "배송이 너무 늦어요, ",
    "крышка не закрывается, ",
    "12345 !!! 🙂, ",
    "great 好 product would buy again, en",
  })
  void byScript_text_isTheLanguageOfMostLetters(String text, String language) {
    assertThat(Languages.byScript(text)).isEqualTo(language);
  }

  @Test
  void of_wellFormedHint_isBelieved() {
    assertThat(Languages.of(event("très bien", "fr"))).isEqualTo("fr");
    assertThat(Languages.of(event("盖子", "zh-Hans"))).isEqualTo("zh-Hans");
  }

  @Test
  void of_malformedHint_fallsBackToTheScript() {
    assertThat(Languages.of(event("fine", "english (us)"))).isEqualTo("en");
    assertThat(Languages.of(event("fine", ""))).isEqualTo("en");
  }

  private static TextEvent event(String text, String hint) {
    return new TextEvent("e", Instant.EPOCH, "a", "s", null, text, hint, EventContext.NONE);
  }
}

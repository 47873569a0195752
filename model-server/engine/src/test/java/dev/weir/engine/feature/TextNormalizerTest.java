package dev.weir.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormalizerTest {
  @ParameterizedTest(name = "[{index}] {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Plain text stays.             | plain text stays.
          ＦＵＬＬ width １２３           | full width 123
          𝓯𝓻𝓮𝓮 𝐦𝐨𝐧𝐞𝐲                    | free money
          fr\u200Bee m\u00ADoney        | free money
          z\u0335a\u0301l\u0489go       | zalgo
          Café naïve Ärger              | cafe naive arger
          сlісk hеrе                    | click here
          рау now                       | pay now
          привет world                  | привет world
          привет мир                    | привет мир
          f r e e  m-o-n-e-y            | free money
          a b                           | a b
          fr33 m0ney v1agra p4yp4l      | fr33 money viagra paypal
          8onus f4k9r $hady trick$ 8u7ch | bonus fakgr shady tricks butch
          81tter 10ads $1lly 5h3ll      | bitter ioads silly shell
          15min 40dollars 70mph 31st    | 15min 40dollars 70mph 31st
          a b-a-d d.o.g, I s_a_y it     | a bad dog, i say it
          mp3 b2b 2nd win32 3pm @user   | mp3 b2b 2nd win32 3pm @user
          $500 1,000 100km 7up          | $500 1,000 100km 7up
          sooooo goooood!!!!!           | soo good!!
          see https://x.example/a?b=c ! | see <url> !
          WWW.Example.com now           | <url> now
          mail a.b+c@d-e.example now    | mail <email> now
          call +49 (30) 123-4567 now    | call <phone> now
          in 2024 for 100000            | in 2024 for 100000
          这个东西很好！                  | 这个东西很好!
          がんばれ ガンバレ               | がんばれ ガンバレ
          한국어                         | 한국어
          हिन्दी                          | हिन्दी
          😀😀😀😀                      | 😀😀
          """)
  void text_isNormalisedAsDocumented(String text, String expected) {
    assertThat(TextNormalizer.normalize(text)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a",
            "e",
            "free",
            "0",
            "1",
            "33",
            " ",
            ".",
            "-",
            "!",
            "@",
            "x.com",
            "www.x.y",
            "https://a.b",
            "a@b.cd",
            "123456789",
            "\u200B",
            "\u0301",
            "é",
            "а",
            "п",
            "Σ",
            "好",
            "が",
            "😀",
            "Ａ",
            "\u0130",
            "\uFFFD",
            "#",
            "<",
            ">")
        .list()
        .ofMaxSize(30)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 2000)
  void result_hasNoLongRepeatsUpperCaseOrFormatCharacters(@ForAll("texts") String text) {
    String result = TextNormalizer.normalize(text);
    assertThat(result).doesNotMatch("(?s).*([^0-9])\\1\\1.*").isEqualTo(result.strip());
    assertThat(result.codePoints().filter(Character::isUpperCase)).isEmpty();
    assertThat(result).doesNotContain("\u200B");
  }

  @Property(tries = 500)
  void result_doesNotDependOnHowLettersAreComposed(@ForAll("texts") String text) {
    String apart = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD);
    assertThat(TextNormalizer.normalize(apart)).isEqualTo(TextNormalizer.normalize(text));
  }

  @org.junit.jupiter.api.Test
  void whiteSpace_becomesOneSpaceAndNoneAtTheEnds() {
    for (String text : List.of("", " ", "\u200B")) {
      assertThat(TextNormalizer.normalize(text)).isEmpty();
    }
    assertThat(TextNormalizer.normalize(" a \t\n\u00A0 b\u3000")).isEqualTo("a b");
  }
}

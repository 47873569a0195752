package dev.weir.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NgramBagsTest {
  private static final int SHAPES = 6;

  @Test
  void wordBag_hasShapesWordsAndPairs() {
    long[] ids = words("free money");
    assertThat(ids).hasSize(SHAPES + 3);
    assertThat(ids[SHAPES]).isEqualTo(expected(0x811C9DC5L, "free", 1));
    assertThat(ids[SHAPES + 1]).isEqualTo(expected(0x811C9DC5L, "money", 1));
    assertThat(ids[SHAPES + 2]).isEqualTo(expected(0x811C9DC5L, "free money", 2));
  }

  @Test
  void characterBag_hasThreeToFiveGramsOfEachWord() {
    long[] ids = characters("ab");
    assertThat(ids)
        .containsExactly(
            expected(0x9E3779B9L, "<ab", 3),
            expected(0x9E3779B9L, "<ab>", 4),
            expected(0x9E3779B9L, "ab>", 3));
    assertThat(characters("abc")).hasSize(6);
  }

  @Test
  void cjkText_givesCharactersPairsAndTriples_butNoCharacterGrams() {
    assertThat(words("很好吃")).hasSize(SHAPES + 3 + 2 + 1);
    assertThat(characters("很好吃")).isEmpty();
  }

  @Test
  void longNumber_countsByItsLength() {
    assertThat(words("1234")[SHAPES]).isEqualTo(words("9876")[SHAPES]);
    assertThat(words("12345")[SHAPES]).isNotEqualTo(words("1234")[SHAPES]);
    assertThat(words("123")[SHAPES]).isEqualTo(expected(0x811C9DC5L, "123", 1));
    assertThat(characters("1234")).isEmpty();
  }

  @Test
  void shape_isTakenFromTheTextAsItCame() {
    IdArena shouted = new IdArena();
    IdArena said = new IdArena();
    NgramBags.words().append("GREAT!!!", "great!!", shouted);
    NgramBags.words().append("great", "great", said);
    assertThat(shouted.ids()[0]).isNotEqualTo(said.ids()[0]);
    assertThat(shouted.ids()[2]).isNotEqualTo(said.ids()[2]);
    assertThat(shouted.ids()[SHAPES]).isEqualTo(said.ids()[SHAPES]);
  }

  @Test
  void bags_ofLongTexts_areCut() {
    String text = "some words and more ".repeat(500);
    assertThat(words(text)).hasSize(NgramBags.MAX_WORD_IDS);
    assertThat(characters(text)).hasSize(NgramBags.MAX_CHARACTER_IDS);
    assertThat(words("x ".repeat(300))).hasSize(NgramBags.MAX_WORD_IDS);
  }

  @Test
  void ids_lieWithinTheTable() {
    String text = "Mixed 文字 and 😀 it's 1 12345 ünï";
    for (long[] ids : List.of(words(text), characters(text))) {
      assertThat(LongStream.of(ids)).allMatch(id -> id >= 1 && id <= (1 << 18) - 2);
    }
  }

  private static long[] words(String text) {
    return ids(NgramBags.words(), text);
  }

  private static long[] characters(String text) {
    return ids(NgramBags.characters(), text);
  }

  private static long[] ids(IdFeature feature, String text) {
    IdArena arena = new IdArena();
    feature.append(text, text, arena);
    return Arrays.copyOf(arena.ids(), arena.open());
  }

  /** The documented hash in 64-bit arithmetic, apart from the code under test. */
  private static long expected(long start, String gram, int kind) {
    long mask = 0xFFFFFFFFL;
    long h = start;
    for (int c : gram.codePoints().toArray()) {
      h = ((h ^ c) * 16777619L) & mask;
    }
    h = ((h ^ kind) * 16777619L) & mask;
    h ^= h >>> 16;
    h = (h * 0x85EBCA6BL) & mask;
    h ^= h >>> 13;
    h = (h * 0xC2B2AE35L) & mask;
    h ^= h >>> 16;
    return 1 + h % ((1 << 18) - 2);
  }
}

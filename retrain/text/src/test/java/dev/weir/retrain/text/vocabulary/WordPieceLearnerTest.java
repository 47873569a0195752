package dev.weir.retrain.text.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.feature.HuggingFaceTokens;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.feature.IdFeature;
import dev.weir.engine.feature.TextNormalizer;
import dev.weir.engine.feature.WordPieceTokens;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordPieceLearnerTest {
  private static final List<String> TEXTS =
      List.of("low lower lowest low low", "new newer newest newest wider widest", "这个茶壶很好 很好 很好");

  @Test
  void vocabulary_frequentPairs_becomePieces() {
    List<String> vocabulary = WordPieceLearner.learn(TEXTS, TokenizerJson.SPECIALS, 60, 2);

    assertThat(vocabulary).startsWith("[PAD]", "[UNK]", "[MASK]").doesNotHaveDuplicates();
    assertThat(vocabulary).contains("low", "##west", "很", "好");
    assertThat(vocabulary).doesNotContain("茶"); // stands once only
  }

  @Test
  void vocabulary_full_stops() {
    assertThat(WordPieceLearner.learn(TEXTS, TokenizerJson.SPECIALS, 20, 1)).hasSize(20);
  }

  @Test
  void vocabulary_sameTexts_isTheSame() {
    assertThat(WordPieceLearner.learn(TEXTS, TokenizerJson.SPECIALS, 50, 1))
        .isEqualTo(WordPieceLearner.learn(TEXTS, TokenizerJson.SPECIALS, 50, 1));
  }

  @Test
  void tokenizerFile_anyText_givesTheLibrarysIds() {
    ObjectNode file =
        TokenizerJson.describe(WordPieceLearner.learn(TEXTS, TokenizerJson.SPECIALS, 60, 1));
    try (IdFeature library = HuggingFaceTokens.of(file.toString(), 16, "test");
        IdFeature java =
            WordPieceTokens.inFrontOf(HuggingFaceTokens.of(file.toString(), 16, "test"), file)) {
      assertThat(java).isInstanceOf(WordPieceTokens.class);
      for (String text :
          List.of(
              "lowest newer widest",
              "unheard of: lowly!",
              "这个茶壶很好。",
              "",
              "LOW 😀 newést",
              "low ".repeat(40))) {
        assertThat(ids(java, text)).as(text).isEqualTo(ids(library, text));
      }
    }
  }

  private static long[] ids(IdFeature feature, String text) {
    IdArena arena = new IdArena();
    feature.append(text, TextNormalizer.normalize(text), arena);
    return java.util.Arrays.copyOf(arena.ids(), arena.open());
  }
}

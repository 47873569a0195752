package dev.weir.retrain.text.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.feature.HuggingFaceTokens;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.feature.IdFeature;
import dev.weir.engine.feature.NgramBags;
import dev.weir.engine.feature.TextNormalizer;
import dev.weir.engine.feature.WordPieceTokens;
import java.util.Arrays;
import java.util.List;

/** Makes ids of texts with the engine's own features, as serving does. Confined to one thread. */
public final class TextEncoder implements AutoCloseable {
  private final IdFeature tokens;
  private final IdFeature words = NgramBags.words();
  private final IdFeature characters = NgramBags.characters();
  private final IdArena arena = new IdArena();

  /**
   * An encoder with a tokenizer.
   *
   * @param tokenizer the tree of a {@code tokenizer.json}
   * @param maxTokens of a text; what is beyond is cut
   */
  public TextEncoder(JsonNode tokenizer, int maxTokens) {
    tokens =
        WordPieceTokens.inFrontOf(
            HuggingFaceTokens.of(tokenizer.toString(), maxTokens, "in training"), tokenizer);
  }

  /** The ids of texts. */
  public EncodedTexts encode(List<TrainingText> texts) {
    int[][][] ids = new int[3][texts.size()][];
    for (int row = 0; row < texts.size(); row++) {
      int[][] one = encode(texts.get(row).text());
      for (int kind = 0; kind < one.length; kind++) {
        ids[kind][row] = one[kind];
      }
    }
    return new EncodedTexts(texts, ids[0], ids[1], ids[2]);
  }

  /** The ids of one text: tokens, word n-grams, character n-grams. */
  public int[][] encode(String text) {
    String normalized = TextNormalizer.normalize(text);
    return new int[][] {
      ids(tokens, text, normalized), ids(words, text, normalized), ids(characters, text, normalized)
    };
  }

  private int[] ids(IdFeature feature, String raw, String normalized) {
    arena.clear();
    feature.append(raw, normalized, arena);
    int[] ids = new int[arena.open()];
    Arrays.setAll(ids, i -> (int) arena.ids()[i]);
    return ids;
  }

  @Override
  public void close() {
    tokens.close();
  }
}

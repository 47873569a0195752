package dev.weir.retrain.text.data;

import java.util.List;

/**
 * Texts with the ids that the engine makes of them. The arrays are not to be changed.
 *
 * @param texts what they were made of
 * @param tokens ids of the tokenizer, by text
 * @param words ids of the word bag, by text
 * @param characters ids of the character bag, by text
 */
@SuppressWarnings("ArrayRecordComponent") // rows of one table, compared by nobody
public record EncodedTexts(
    List<TrainingText> texts, int[][] tokens, int[][] words, int[][] characters) {
  public int size() {
    return tokens.length;
  }
}

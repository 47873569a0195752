package dev.weir.retrain.text.vocabulary;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Lays a WordPiece vocabulary out as a Hugging Face {@code tokenizer.json} as BERT's is. */
public final class TokenizerJson {
  /** Fills a batch; also stands before and after a text. */
  public static final String PAD = "[PAD]";

  /** A word with a character of no piece. */
  public static final String UNKNOWN = "[UNK]";

  /** A token that is hidden in training. */
  public static final String MASK = "[MASK]";

  /** Ids 0, 1 and 2. */
  public static final List<String> SPECIALS = List.of(PAD, UNKNOWN, MASK);

  /** Stands before a text of a {@link #framed} tokenizer. */
  public static final String BEGIN = "[CLS]";

  /** Stands after a text of a {@link #framed} tokenizer. */
  public static final String END = "[SEP]";

  /** Ids 0 to 4 of a {@link #framed} tokenizer. */
  public static final List<String> FRAME_SPECIALS = List.of(PAD, UNKNOWN, MASK, BEGIN, END);

  private static final int MAX_WORD_CHARACTERS = 100;

  private TokenizerJson() {}

  /**
   * The file's tree.
   *
   * @param vocabulary the pieces by id, {@link #SPECIALS} first
   */
  public static ObjectNode describe(List<String> vocabulary) {
    return describe(vocabulary, SPECIALS);
  }

  /**
   * The tree of a file whose texts stand between {@link #BEGIN} and {@link #END}, as a transformer
   * takes them.
   *
   * @param vocabulary the pieces by id, {@link #FRAME_SPECIALS} first
   */
  public static ObjectNode framed(List<String> vocabulary) {
    ObjectNode root = describe(vocabulary, FRAME_SPECIALS);
    ObjectNode frame = root.putObject("post_processor").put("type", "BertProcessing");
    frame.putArray("sep").add(END).add(vocabulary.indexOf(END));
    frame.putArray("cls").add(BEGIN).add(vocabulary.indexOf(BEGIN));
    return root;
  }

  private static ObjectNode describe(List<String> vocabulary, List<String> specials) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    for (String token : specials) {
      root.withArrayProperty("added_tokens")
          .addObject()
          .put("id", vocabulary.indexOf(token))
          .put("content", token)
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    root.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .putNull("strip_accents")
        .put("lowercase", true);
    root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    root.putNull("post_processor");
    root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
    ObjectNode model = root.putObject("model");
    model.put("type", "WordPiece");
    model.put("unk_token", UNKNOWN);
    model.put("continuing_subword_prefix", WordPieceLearner.CONTINUATION);
    model.put("max_input_chars_per_word", MAX_WORD_CHARACTERS);
    ObjectNode ids = model.putObject("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      ids.put(vocabulary.get(id), id);
    }
    return root;
  }
}

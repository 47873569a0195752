package dev.weir.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lays the sample vocabulary out as a Hugging Face {@code tokenizer.json} (BERT WordPiece). */
final class SampleTokenizer {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SampleTokenizer() {}

  static ObjectNode describe(SampleVocabulary vocabulary) {
    ObjectNode root = JSON.objectNode();
    root.put("version", "1.0");
    root.putNull("truncation");
    root.putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    for (String token : SampleVocabulary.SPECIALS) {
      added
          .addObject()
          .put("id", vocabulary.id(token))
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
    root.set("post_processor", startAndEnd(vocabulary));
    root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
    ObjectNode model = root.putObject("model");
    model.put("type", "WordPiece");
    model.put("unk_token", SampleVocabulary.UNKNOWN);
    model.put("continuing_subword_prefix", "##");
    model.put("max_input_chars_per_word", 100);
    ObjectNode ids = model.putObject("vocab");
    vocabulary.tokens().forEach(token -> ids.put(token, vocabulary.id(token)));
    return root;
  }

  private static ObjectNode startAndEnd(SampleVocabulary vocabulary) {
    ObjectNode template = JSON.objectNode();
    template.put("type", "TemplateProcessing");
    ArrayNode single = template.putArray("single");
    special(single, SampleVocabulary.START, 0);
    sequence(single, "A", 0);
    special(single, SampleVocabulary.END, 0);
    ArrayNode pair = template.putArray("pair");
    special(pair, SampleVocabulary.START, 0);
    sequence(pair, "A", 0);
    special(pair, SampleVocabulary.END, 0);
    sequence(pair, "B", 1);
    special(pair, SampleVocabulary.END, 1);
    ObjectNode tokens = template.putObject("special_tokens");
    for (String token : new String[] {SampleVocabulary.START, SampleVocabulary.END}) {
      ObjectNode entry = tokens.putObject(token);
      entry.put("id", token);
      entry.putArray("ids").add(vocabulary.id(token));
      entry.putArray("tokens").add(token);
    }
    return template;
  }

  private static void special(ArrayNode template, String token, int type) {
    template.addObject().putObject("SpecialToken").put("id", token).put("type_id", type);
  }

  private static void sequence(ArrayNode template, String name, int type) {
    template.addObject().putObject("Sequence").put("id", name).put("type_id", type);
  }
}

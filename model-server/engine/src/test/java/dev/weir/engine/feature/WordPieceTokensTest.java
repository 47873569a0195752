package dev.weir.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.Fixtures;
import dev.weir.sample.SamplePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordPieceTokensTest {
  /** Generated texts to compare; a tenth as many with each tokenizer of the fixtures. */
  private static final int TEXTS = Integer.getInteger("weir.wordpiece.texts", 20_000);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_TOKENS = 128;
  @TempDir Path dir;

  @Test
  void everyCharacterItKnows_givesTheLibrarysIds_inEverySurrounding() throws IOException {
    String json = sample();
    try (Pair pair = new Pair(json)) {
      for (int c = 0; c < 0x10000; c++) {
        if (!Character.isSurrogate((char) c)) {
          String s = Character.toString(c);
          pair.assertSame(s);
          pair.assertSame("a" + s + "b " + s + s + " the" + s + ".");
        }
      }
    }
  }

  @Test
  void everyCharacter_ofACasedTokenizer_givesTheLibrarysIds() throws IOException {
    JsonNode root = JSON.readTree(sample());
    ((ObjectNode) root.get("normalizer")).put("lowercase", false);
    try (Pair pair = new Pair(JSON.writeValueAsString(root))) {
      for (int c = 0; c < 0x3100; c++) {
        pair.assertSame("a" + (char) c + "B É" + (char) c);
      }
    }
  }

  @Test
  void generatedTexts_giveTheLibrarysIds() throws IOException {
    try (Pair pair = new Pair(sample())) {
      assertGenerated(pair, TEXTS);
    }
  }

  @Test
  void generatedTexts_ofTheFixturesTokenizers_giveTheLibrarysIds() throws IOException {
    for (Path folder : Fixtures.huggingFace()) {
      try (Pair pair = new Pair(Files.readString(folder.resolve("tokenizer.json")))) {
        assertGenerated(pair, TEXTS / 10);
      }
    }
  }

  @Test
  void longAndOddTexts_giveTheLibrarysIds() throws IOException {
    try (Pair pair = new Pair(sample())) {
      pair.assertSame("");
      pair.assertSame("the ".repeat(500));
      pair.assertSame("a".repeat(100));
      pair.assertSame("a".repeat(101));
      pair.assertSame("a".repeat(5000) + " the");
      pair.assertSame("\uD83D\uDE00".repeat(99) + " x");
      pair.assertSame("the [CLS] the[SEP] [mask] [MASK] [PA");
      pair.assertSame("##ing ## # the##ing");
      pair.assertSame("e\u0301\u0302 \u1100\u1161 \uAC00 \uFB01 \u2126 \u0130 \u03A3\u03C2");
      pair.assertSame("the ".repeat(200) + "\uD83D\uDE00 [CLS]");
    }
  }

  @Test
  void tokenizer_ofAnotherKind_staysTheLibrarys() throws IOException {
    JsonNode root = JSON.readTree(sample());
    ((ObjectNode) root).putObject("pre_tokenizer").put("type", "Whitespace");
    try (HuggingFaceTokens library =
        HuggingFaceTokens.of(JSON.writeValueAsString(root), MAX_TOKENS, "t")) {
      assertThat(WordPieceTokens.inFrontOf(library, root)).isSameAs(library);
    }
  }

  private String sample() throws IOException {
    return Files.readString(SamplePackage.write(dir).resolve("tokenizer.json"));
  }

  private static void assertGenerated(Pair pair, int count) {
    String[] pieces = {
      "the",
      "great",
      "ing",
      "tion",
      "xyz",
      "[",
      "]",
      "##",
      "[CLS]",
      "é",
      "Å",
      "ß",
      "İ",
      "Σ",
      "ж",
      "好",
      "用",
      "龘",
      "か",
      "ガ",
      "。",
      "!",
      "...",
      "'",
      "\"",
      "-",
      "—",
      "\u200B",
      "\u00A0",
      "\t",
      "\n",
      "\u0007",
      "\u0301",
      "Ａ",
      "１",
      "😀",
      "👍🏽",
      "❤️",
      "1234567",
      "a@b.c",
      "https://x.y/z?q=1",
      "한",
      "ا",
      "ไ",
      "\uFFFD",
      "€",
      "™",
      "½",
      "ﬁ",
      "supercalifragilistic"
    };
    Random random = new Random(11);
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(40);
      // most texts without the rare pieces, so that the Java path is the one that is tried
      int range = random.nextInt(4) == 0 ? pieces.length : 36;
      for (int p = 0; p < length; p++) {
        String piece = pieces[random.nextInt(range)];
        text.append(random.nextInt(8) == 0 ? piece.toUpperCase(java.util.Locale.ROOT) : piece);
        if (random.nextInt(3) == 0) {
          text.append(' ');
        }
      }
      pair.assertSame(text.toString());
    }
  }

  /** The same file in both tokenizers. */
  private static final class Pair implements AutoCloseable {
    private final HuggingFaceTokens library;
    private final IdFeature java;
    private final IdArena expected = new IdArena();
    private final IdArena actual = new IdArena();

    Pair(String json) throws IOException {
      library = HuggingFaceTokens.of(json, MAX_TOKENS, "t");
      java = WordPieceTokens.inFrontOf(library, JSON.readTree(json));
      assertThat(java).isInstanceOf(WordPieceTokens.class);
    }

    void assertSame(String text) {
      expected.clear();
      actual.clear();
      library.append(text, expected);
      java.append(text, text, actual);
      if (!Arrays.equals(expected.ids(), 0, expected.open(), actual.ids(), 0, actual.open())) {
        assertThat(Arrays.copyOf(actual.ids(), actual.open()))
            .as(() -> "ids of " + escaped(text))
            .isEqualTo(Arrays.copyOf(expected.ids(), expected.open()));
      }
    }

    private static String escaped(String text) {
      StringBuilder out = new StringBuilder();
      text.chars().forEach(c -> out.append(String.format("\\u%04X", c)));
      return out.toString();
    }

    @Override
    public void close() {
      library.close();
    }
  }
}

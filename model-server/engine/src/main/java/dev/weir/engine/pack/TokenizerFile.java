package dev.weir.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A package's {@code tokenizer.json}, whose ids all lie within the model's vocabulary.
 *
 * @param json its text
 * @param root its tree; not to be changed
 */
public record TokenizerFile(String json, JsonNode root) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads and checks the file.
   *
   * @throws ModelPackageException if it is not JSON, or an id is beyond the vocabulary
   */
  public static TokenizerFile read(ModelPackage pack) {
    byte[] bytes = ModelPackage.bytes(pack.dir(), ModelPackage.TOKENIZER);
    JsonNode root;
    try {
      root = MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new ModelPackageException(
          Problem.UNREADABLE_TOKENIZER,
          "model package "
              + pack.id()
              + ": tokenizer.json is not JSON; export the tokenizer again with save_pretrained",
          e);
    }
    checkVocabulary(pack, root);
    return new TokenizerFile(new String(bytes, StandardCharsets.UTF_8), root);
  }

  /** SHA-256 of a package's file, in hexadecimal. */
  public static String digest(ModelPackage pack) {
    String listed = pack.manifest().files().get(ModelPackage.TOKENIZER);
    return listed == null
        ? Digests.sha256(ModelPackage.bytes(pack.dir(), ModelPackage.TOKENIZER))
        : listed;
  }

  private static void checkVocabulary(ModelPackage pack, JsonNode root) {
    int size = pack.manifest().vocabularySize();
    long largest = largestId(root);
    if (size > 0 && largest >= size) {
      throw new ModelPackageException(
          Problem.VOCABULARY_MISMATCH,
          "model package "
              + pack.id()
              + ": tokenizer.json has ids up to "
              + largest
              + " but the model's vocabulary has "
              + size
              + " entries; put the tokenizer beside the model it was trained with");
    }
  }

  private static long largestId(JsonNode root) {
    long largest = -1;
    JsonNode vocabulary = root.at("/model/vocab");
    if (vocabulary.isObject()) {
      for (JsonNode id : vocabulary) {
        largest = Math.max(largest, id.asLong());
      }
    } else {
      largest = vocabulary.size() - 1L; // Unigram: a list of pieces
    }
    for (JsonNode token : root.path("added_tokens")) {
      largest = Math.max(largest, token.path("id").asLong());
    }
    return largest;
  }
}

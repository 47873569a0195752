package dev.weir.engine.feature;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;

/**
 * The ids of the Hugging Face tokenizers library, special tokens included, cut at a number of
 * tokens. Thread-safe; one native instance serves all threads.
 *
 * <p>Calls the library's native methods rather than its {@code HuggingFaceTokenizer}: that class
 * reads nine arrays of every encoding where one is wanted, and contacts a server of its makers when
 * it runs on EC2.
 */
public final class HuggingFaceTokens implements IdFeature {
  private static final TokenizersLibrary NATIVE = loadLibrary();

  private final long handle;
  private final int maxTokens;

  private HuggingFaceTokens(long handle, int maxTokens) {
    this.handle = handle;
    this.maxTokens = maxTokens;
  }

  /**
   * The tokenizer of a {@code tokenizer.json}.
   *
   * @param json the file's content
   * @param maxTokens tokens of a text, special tokens included; what is beyond is cut
   * @param packageName for messages
   * @throws ModelPackageException if the library does not understand the file
   */
  public static HuggingFaceTokens of(String json, int maxTokens, String packageName) {
    long handle;
    try {
      handle = NATIVE.createTokenizerFromString(json);
    } catch (RuntimeException e) {
      throw new ModelPackageException(
          Problem.UNREADABLE_TOKENIZER,
          "model package "
              + packageName
              + ": tokenizer.json is not one that Hugging Face tokenizers can load ("
              + e.getMessage()
              + "); export the tokenizer again with save_pretrained",
          e);
    }
    try {
      NATIVE.setTruncation(handle, maxTokens, "LONGEST_FIRST", 0);
      NATIVE.disablePadding(handle);
    } catch (RuntimeException e) {
      NATIVE.deleteTokenizer(handle);
      throw e;
    }
    return new HuggingFaceTokens(handle, maxTokens);
  }

  @Override
  public void append(String raw, String normalized, IdArena arena) {
    append(normalized, arena);
  }

  void append(String text, IdArena arena) {
    try {
      long encoding = NATIVE.encode(handle, text, true);
      try {
        long[] ids = NATIVE.getTokenIds(encoding);
        arena.addAll(ids, ids.length);
      } finally {
        NATIVE.deleteEncoding(encoding);
      }
    } catch (RuntimeException e) {
      throw new FeatureException(
          "the tokenizer refused a text of " + text.length() + " characters", e);
    }
  }

  @Override
  public int maxLength() {
    return maxTokens;
  }

  @Override
  public void close() {
    NATIVE.deleteTokenizer(handle);
  }

  private static TokenizersLibrary loadLibrary() {
    if (System.getProperty("ai.djl.offline") == null) {
      // or a machine with a GPU would try to download a CUDA build of the tokenizer
      System.setProperty("ai.djl.offline", "true");
    }
    LibUtils.checkStatus();
    return TokenizersLibrary.LIB;
  }
}

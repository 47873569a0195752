package dev.weir.engine.session;

import dev.weir.engine.feature.HuggingFaceTokens;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.feature.IdFeature;
import dev.weir.engine.feature.WordPieceTokens;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.TokenizerFile;
import java.util.HashMap;
import java.util.Map;

/**
 * The tokenizers that loaded models use. Versions of a model that were fine-tuned from each other
 * share one, so that replacing a version by the next does not build a vocabulary again.
 * Thread-safe.
 *
 * <p>Owns their native memory, which is freed with the last model that uses it.
 */
public final class Tokenizers {
  private final Object lock = new Object();
  private final Map<Key, Entry> entries = new HashMap<>(); // guarded by lock

  private record Key(String digest, int maxTokens, int vocabularySize) {}

  private static final class Entry {
    private final IdFeature tokenizer;
    private int users = 1; // guarded by lock

    Entry(IdFeature tokenizer) {
      this.tokenizer = tokenizer;
    }
  }

  /**
   * The tokenizer of a package; closing it gives it back.
   *
   * @param maxTokens tokens of a text, special tokens included; what is beyond is cut
   * @throws dev.weir.engine.error.ModelPackageException if it cannot be used, or has ids beyond the
   *     package's vocabulary
   */
  public IdFeature acquire(ModelPackage pack, int maxTokens) {
    Key key = new Key(TokenizerFile.digest(pack), maxTokens, pack.manifest().vocabularySize());
    synchronized (lock) {
      Entry entry = entries.get(key);
      if (entry == null) {
        entry = new Entry(open(pack, maxTokens));
        entries.put(key, entry);
      } else {
        entry.users++;
      }
      return new Shared(key, entry);
    }
  }

  /** How many tokenizers are in use. */
  int open() {
    synchronized (lock) {
      return entries.size();
    }
  }

  private static IdFeature open(ModelPackage pack, int maxTokens) {
    TokenizerFile file = TokenizerFile.read(pack);
    return WordPieceTokens.inFrontOf(
        HuggingFaceTokens.of(file.json(), maxTokens, pack.id()), file.root());
  }

  private void giveBack(Key key, Entry entry) {
    synchronized (lock) {
      if (--entry.users > 0) {
        return;
      }
      entries.remove(key);
    }
    entry.tokenizer.close();
  }

  /** One model's share of a tokenizer; closed once. */
  private final class Shared implements IdFeature {
    private final Key key;
    private final Entry entry;
    private final IdFeature tokenizer;

    Shared(Key key, Entry entry) {
      this.key = key;
      this.entry = entry;
      this.tokenizer = entry.tokenizer;
    }

    @Override
    public void append(String raw, String normalized, IdArena arena) {
      tokenizer.append(raw, normalized, arena);
    }

    @Override
    public int maxLength() {
      return tokenizer.maxLength();
    }

    @Override
    public void close() {
      giveBack(key, entry);
    }
  }
}

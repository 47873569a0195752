package dev.weir.scoring.drift;

import dev.weir.engine.feature.TextNormalizer;
import java.util.BitSet;

/**
 * The buckets of the words of a text, each once however often it stands there, so that one long
 * text counts no more than its words. A word is a run of letters and digits of the text as models
 * see it ({@link TextNormalizer}); a Chinese, Japanese or Korean character is one by itself. Texts
 * count with their first {@value #MOST_CHARS} characters. Stateless.
 */
final class TextWordBuckets {

  private static final int MOST_CHARS = 1_024;
  private static final int FNV_BASIS = 0x811C9DC5;
  private static final int FNV_PRIME = 16_777_619;

  private TextWordBuckets() {}

  /** The buckets of {@link Scale#WORDS} in that text. */
  static BitSet of(String text) {
    String head = text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
    String normal = TextNormalizer.normalize(head);
    BitSet buckets = new BitSet(Scale.WORDS.buckets());
    int hash = FNV_BASIS;
    for (int i = 0; i < normal.length(); ) {
      int c = normal.codePointAt(i);
      i += Character.charCount(c);
      boolean alone = c >= 0x3041 && (Character.isIdeographic(c) || isSyllable(c));
      if (!alone && Character.isLetterOrDigit(c)) {
        hash = (hash ^ c) * FNV_PRIME;
        continue;
      }
      hash = end(hash, buckets);
      if (alone) {
        end((hash ^ c) * FNV_PRIME, buckets);
      }
    }
    end(hash, buckets);
    return buckets;
  }

  private static int end(int hash, BitSet buckets) {
    if (hash != FNV_BASIS) {
      buckets.set(Scale.ofHash(hash));
    }
    return FNV_BASIS;
  }

  private static boolean isSyllable(int c) {
    return c <= 0x30FF || (c >= 0xAC00 && c <= 0xD7A3);
  }
}

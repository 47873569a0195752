package dev.weir.retrain.transformer.encoder;

import java.util.Arrays;
import java.util.List;

/**
 * Texts as a model takes them: ids and mask, int64 (rows, length), row after row. Immutable as long
 * as nobody writes to its arrays.
 */
public final class TokenBatch {
  private final int rows;
  private final int length;
  private final long[] ids;
  private final long[] mask;

  /** A batch of given tensors. */
  public TokenBatch(int rows, int length, long[] ids, long[] mask) {
    if (rows * length != ids.length || ids.length != mask.length) {
      throw new IllegalArgumentException(
          "%d rows of %d tokens need as many ids and mask values, not %d and %d"
              .formatted(rows, length, ids.length, mask.length));
    }
    this.rows = rows;
    this.length = length;
    this.ids = ids;
    this.mask = mask;
  }

  /**
   * Texts filled up to the longest of them.
   *
   * @param texts ids of each text, special tokens included
   * @param pad the id that fills up
   */
  public static TokenBatch of(List<long[]> texts, long pad) {
    int length = texts.stream().mapToInt(text -> text.length).max().orElse(0);
    long[] ids = new long[texts.size() * length];
    long[] mask = new long[ids.length];
    Arrays.fill(ids, pad);
    for (int row = 0; row < texts.size(); row++) {
      long[] text = texts.get(row);
      System.arraycopy(text, 0, ids, row * length, text.length);
      Arrays.fill(mask, row * length, row * length + text.length, 1);
    }
    return new TokenBatch(texts.size(), length, ids, mask);
  }

  public int rows() {
    return rows;
  }

  public int length() {
    return length;
  }

  /** The ids themselves. */
  public long[] ids() {
    return ids;
  }

  /** The mask itself: 1 where a token stands. */
  public long[] mask() {
    return mask;
  }
}

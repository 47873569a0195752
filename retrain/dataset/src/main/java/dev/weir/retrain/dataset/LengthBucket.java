package dev.weir.retrain.dataset;

/**
 * Groups of texts by length in code points, so that quality can be told for short and long ones.
 */
public enum LengthBucket {
  UP_TO_20("1-20", 20),
  UP_TO_60("21-60", 60),
  UP_TO_140("61-140", 140),
  UP_TO_280("141-280", 280),
  LONGER("281-", Integer.MAX_VALUE);

  private final String id;
  private final int most;

  LengthBucket(String id, int most) {
    this.id = id;
    this.most = most;
  }

  /** The name in reports, such as {@code 21-60}. */
  public String id() {
    return id;
  }

  /** The bucket of a text. */
  public static LengthBucket of(String text) {
    int length = text.codePointCount(0, text.length());
    for (LengthBucket bucket : values()) {
      if (length <= bucket.most) {
        return bucket;
      }
    }
    return LONGER;
  }
}

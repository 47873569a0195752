package dev.weir.flink.options;

import java.util.Locale;

/** How answers are compressed, as Kafka's producers name it. */
public enum Compression {
  /** Not at all. */
  NONE,
  /** Fast: a verdict on a payment, with the names of its features, becomes a fraction. */
  LZ4,
  /** Smaller, for more of the processor. */
  ZSTD;

  /** The name in the job's options and in {@code compression.type}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

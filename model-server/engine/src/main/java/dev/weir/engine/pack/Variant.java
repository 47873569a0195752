package dev.weir.engine.pack;

import java.util.Locale;

/**
 * One graph of a package; all of them take the same inputs and give the same tasks.
 *
 * @param precision of its weights
 * @param file its file in the package
 * @param tolerance how far its scores may lie from the fp32 graph's, and from themselves when other
 *     texts share the run
 */
public record Variant(Precision precision, String file, float tolerance) {
  /** Scores are equal to this whatever the batch, unless a variant states otherwise. */
  public static final float DEFAULT_TOLERANCE = 1e-5f;

  /** Number format of a graph's weights. */
  public enum Precision {
    FP32,
    FP16,
    INT8;

    /** The name in {@code weir.json}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Precision of(String id) {
      for (Precision precision : values()) {
        if (precision.id().equals(id)) {
          return precision;
        }
      }
      throw new IllegalArgumentException(
          "unknown precision '" + id + "'; known are fp32, fp16 and int8");
    }
  }
}

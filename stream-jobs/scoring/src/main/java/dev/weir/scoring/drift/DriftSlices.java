package dev.weir.scoring.drift;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The slices of the stream that are looked at by themselves. Stateless. */
public final class DriftSlices {

  /** Every record. */
  public static final String ALL = "all";

  /** Records of slices beyond the cap. */
  public static final String OTHER = "other";

  private static final String UNKNOWN = "unknown";
  private static final int LONGEST_LANGUAGE = 3;

  private DriftSlices() {}

  /**
   * The slices of a text.
   *
   * @param language a BCP 47 tag, of which the primary language counts; null where it is not known
   * @param topic short name of the topic it came by; null where it came by none
   */
  public static List<String> ofText(@Nullable String language, @Nullable String topic) {
    String spoken = "language:" + primary(language);
    return topic == null ? List.of(ALL, spoken) : List.of(ALL, spoken, "topic:" + topic);
  }

  /** The primary language of a BCP 47 tag, in small letters. */
  static String primary(@Nullable String tag) {
    if (tag == null) {
      return UNKNOWN;
    }
    int dash = tag.indexOf('-');
    String primary = (dash < 0 ? tag : tag.substring(0, dash)).toLowerCase(Locale.ROOT);
    return primary.isEmpty() || primary.length() > LONGEST_LANGUAGE ? UNKNOWN : primary;
  }
}

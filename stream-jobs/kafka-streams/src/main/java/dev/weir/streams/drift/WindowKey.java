package dev.weir.streams.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.DriftSubject;
import dev.weir.schemas.ModelRef;
import dev.weir.scoring.drift.DriftReportWriter.Window;
import java.util.regex.Pattern;

/**
 * One window of one slice of one subject under one model. As text it is the key of counts in stores
 * and in the repartition topic. Immutable.
 *
 * @param model name, version and digest, with bars between; {@link #ANY} for inputs whose model is
 *     not known yet
 * @param startMillis first instant of the window
 */
record WindowKey(String model, DriftSubject subject, String slice, long startMillis) {

  /** Stands for the model until a verdict names it. */
  static final String ANY = "||";

  private static final Pattern BAR = Pattern.compile("\\|");
  private static final int PARTS = 6;
  private static final int LONGEST_NAME = 128;

  /** The key of the same counts under that model. */
  WindowKey under(String other) {
    return new WindowKey(other, subject, slice, startMillis);
  }

  /** The key of another slice of the same window. */
  WindowKey of(DriftSubject otherSubject, String otherSlice) {
    return new WindowKey(model, otherSubject, otherSlice, startMillis);
  }

  /** Whether the other one differs in its slice only. */
  boolean isBeside(WindowKey other) {
    return startMillis == other.startMillis
        && subject == other.subject
        && model.equals(other.model);
  }

  /** The window, of that length. */
  Window window(long lengthMillis) {
    String[] parts = BAR.split(model, -1);
    ModelRef ref = new ModelRef(parts[0], parts[1], parts[2]);
    return new Window(ref, subject, slice, startMillis, startMillis + lengthMillis);
  }

  /** The name of all windows of this slice. */
  String series() {
    return model + "|" + subject + "|" + slice;
  }

  String text() {
    return series() + "|" + startMillis;
  }

  byte[] bytes() {
    return text().getBytes(UTF_8);
  }

  /**
   * What {@link #text()} wrote.
   *
   * @throws IllegalArgumentException when it is no such text
   */
  static WindowKey of(String text) {
    String[] parts = BAR.split(text, -1);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException(
          "drift window: expected " + PARTS + " parts between bars, got " + parts.length);
    }
    return new WindowKey(
        String.join("|", parts[0], parts[1], parts[2]),
        DriftSubject.valueOf(parts[3]),
        parts[4],
        Long.parseLong(parts[5]));
  }

  static WindowKey of(byte[] bytes) {
    return of(new String(bytes, UTF_8));
  }

  /** The model as it stands in a key: its names without bars, and bounded. */
  static String modelOf(ModelRef model) {
    return plain(model.getName())
        + "|"
        + plain(model.getVersion())
        + "|"
        + plain(model.getDigest());
  }

  private static String plain(String name) {
    String cut = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    return cut.replace('|', '_');
  }
}

package dev.weir.cli.dlq;

import dev.weir.cli.UsageFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record stands in a topic, written {@code partition/offset}. */
public record Place(int partition, long offset) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(\\d{1,18})");

  /**
   * @throws UsageFailure if the text is not {@code partition/offset}
   */
  public static Place of(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new UsageFailure(
          "expected PARTITION/OFFSET as `weir dlq list` shows it, such as 0/17; got '"
              + text
              + "'");
    }
    return new Place(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
  }

  @Override
  public String toString() {
    return partition + "/" + offset;
  }
}

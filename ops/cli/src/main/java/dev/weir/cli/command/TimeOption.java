package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** How a moment is written in options. */
final class TimeOption {

  private TimeOption() {}

  /**
   * A moment: a time, the beginning of a day (UTC), or how long ago.
   *
   * @param option name of the option, for the message
   * @throws UsageFailure if it is none of these
   */
  static Instant parse(String option, String text) {
    try {
      if (text.startsWith("P")) {
        return Instant.now().minus(Duration.parse(text));
      }
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new UsageFailure(
          option
              + ": expected a time such as 2026-11-22T08:00:00Z, a day such as 2026-11-22, or a"
              + " duration such as PT2H for how long ago, got '"
              + text
              + "'");
    }
  }
}

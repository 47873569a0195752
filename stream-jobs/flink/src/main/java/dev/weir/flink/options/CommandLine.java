package dev.weir.flink.options;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.util.TimeUtils;

/**
 * The words of a command line, matched to options. Strict: an unknown or repeated option, a missing
 * value and a stray word each fail with one line. Both {@code --name value} and {@code
 * --name=value} are read. Immutable once parsed.
 */
final class CommandLine {

  private final Map<JobOption, String> values = new EnumMap<>(JobOption.class);

  private CommandLine() {}

  /**
   * @throws UsageException naming the first word that does not fit
   */
  static CommandLine parse(String... words) {
    CommandLine line = new CommandLine();
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      JobOption option = option(equals < 0 ? word : word.substring(0, equals));
      String value;
      if (equals >= 0) {
        value = word.substring(equals + 1);
      } else if (!option.takesValue()) {
        value = "true";
      } else if (i + 1 < words.length && !words[i + 1].startsWith("--")) {
        value = words[++i];
      } else {
        throw new UsageException("option " + option.flag() + " expects a value; got none");
      }
      if (line.values.put(option, value) != null) {
        throw new UsageException("option " + option.flag() + " is given twice; expected once");
      }
    }
    return line;
  }

  private static JobOption option(String flag) {
    return JobOption.byFlag(flag)
        .orElseThrow(
            () ->
                new UsageException(
                    "option '"
                        + flag
                        + "' is unknown; did you mean "
                        + nearest(flag)
                        + "? "
                        + JobOption.usage()));
  }

  /**
   * @throws UsageException when a required option is missing or blank
   */
  String text(JobOption option) {
    String value = values.getOrDefault(option, option.fallback());
    if (value == null || (option.fallback() == null && value.isBlank())) {
      throw new UsageException("option " + option.flag() + " is required; " + JobOption.usage());
    }
    return value;
  }

  boolean has(JobOption option) {
    return !text(option).isEmpty();
  }

  int number(JobOption option, int min) {
    String value = text(option);
    try {
      int number = Integer.parseInt(value);
      if (number >= min) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, like a number out of range
    }
    throw new UsageException(
        "option "
            + option.flag()
            + " expects a whole number from "
            + min
            + " on; got '"
            + value
            + "'");
  }

  boolean flag(JobOption option) {
    String value = text(option);
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new UsageException(
              "option " + option.flag() + " expects true or false; got '" + value + "'");
    };
  }

  <E extends Enum<E>> E choice(JobOption option, Class<E> choices) {
    String value = text(option);
    for (E choice : choices.getEnumConstants()) {
      if (choice.name().equalsIgnoreCase(value)) {
        return choice;
      }
    }
    throw new UsageException(
        "option "
            + option.flag()
            + " expects one of "
            + Arrays.toString(choices.getEnumConstants()).toLowerCase(Locale.ROOT)
            + "; got '"
            + value
            + "'");
  }

  Duration time(JobOption option) {
    return time(option, 1);
  }

  Duration time(JobOption option, int minMillis) {
    String value = text(option);
    try {
      Duration time = TimeUtils.parseDuration(value);
      if (time.toMillis() >= minMillis) {
        return time;
      }
    } catch (RuntimeException e) {
      // reported below, like a time out of range
    }
    throw new UsageException(
        "option "
            + option.flag()
            + " expects a time such as 500ms, 10s or 5min; got '"
            + value
            + "'");
  }

  private static String nearest(String flag) {
    return Arrays.stream(JobOption.values())
        .map(JobOption::flag)
        .min(Comparator.comparingInt(known -> distance(flag, known)))
        .orElseThrow();
  }

  /** Edits that turn one word into the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

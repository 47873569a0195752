package dev.weir.flink.options;

import dev.weir.flink.batch.BatchLimits;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;

/**
 * The words of a command line, matched to options. Strict: an unknown or repeated option, a missing
 * value and a stray word each fail with one line. Both {@code --name value} and {@code
 * --name=value} are read. Immutable once parsed.
 */
final class CommandLine {

  private final String job;
  private final List<JobOption> options;
  private final Map<JobOption, String> values = new HashMap<>();

  private CommandLine(String job, List<JobOption> options) {
    this.job = job;
    this.options = options;
  }

  /**
   * @param job what takes these options, for the usage
   * @throws UsageException naming the first word that does not fit
   */
  static CommandLine parse(String job, List<JobOption> options, String... words) {
    CommandLine line = new CommandLine(job, options);
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      JobOption option = line.option(equals < 0 ? word : word.substring(0, equals));
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

  private JobOption option(String flag) {
    return options.stream()
        .filter(option -> option.flag().equals(flag))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "option '"
                        + flag
                        + "' is unknown; did you mean "
                        + nearest(flag)
                        + "? "
                        + usage()));
  }

  /** One line for each option. */
  private String usage() {
    return options.stream()
        .map(JobOption::usage)
        .collect(Collectors.joining("", "options of the " + job + " job:", ""));
  }

  /**
   * @throws UsageException when a required option is missing or blank
   */
  String text(JobOption option) {
    String value = values.getOrDefault(option, option.fallback());
    if (value == null || (option.fallback() == null && value.isBlank())) {
      throw new UsageException("option " + option.flag() + " is required; " + usage());
    }
    return value;
  }

  /** Whether it has a value, be it the one where none is given. */
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

  /** A point in time, in Unix milliseconds; empty where none is given. */
  OptionalLong moment(JobOption option) {
    String value = text(option);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Instant.parse(value).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new UsageException(
          "option "
              + option.flag()
              + " expects a time such as 2026-01-31T00:00:00Z; got '"
              + value
              + "'");
    }
  }

  /**
   * What every job has.
   *
   * @param groupId the option of the consumer group, whose value is the job's own unless given
   */
  JobSettings settings(JobOption groupId) {
    return new JobSettings(
        text(JobOption.BOOTSTRAP_SERVERS),
        text(JobOption.SCHEMA_REGISTRY),
        text(JobOption.TOPIC_PREFIX),
        text(groupId),
        has(JobOption.PARALLELISM)
            ? OptionalInt.of(number(JobOption.PARALLELISM, 1))
            : OptionalInt.empty(),
        choice(JobOption.STATE_BACKEND, StateBackend.class),
        delivery());
  }

  /** When a batch closes. */
  BatchLimits batch() {
    return new BatchLimits(
        number(JobOption.BATCH_SIZE, 1),
        number(JobOption.BATCH_BYTES, 1),
        Duration.ofMillis(number(JobOption.BATCH_AGE_MS, 0)));
  }

  private Delivery delivery() {
    boolean exactlyOnce = flag(JobOption.EXACTLY_ONCE);
    return new Delivery(
        exactlyOnce,
        has(JobOption.CHECKPOINT_INTERVAL)
            ? time(JobOption.CHECKPOINT_INTERVAL)
            : exactlyOnce ? Delivery.CHECKPOINTS_EXACTLY_ONCE : Delivery.CHECKPOINTS,
        time(JobOption.TRANSACTION_TIMEOUT),
        choice(JobOption.COMPRESSION, Compression.class));
  }

  private String nearest(String flag) {
    return options.stream()
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

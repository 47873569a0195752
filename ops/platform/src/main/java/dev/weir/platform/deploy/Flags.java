package dev.weir.platform.deploy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The flags of a one-shot, each given as {@code --name=value}. Immutable. */
final class Flags {
  private final Map<String, String> values;

  private Flags(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param known every flag with its default; a null default marks one that must be given, an empty
   *     one what may be given empty
   * @throws UsageException naming the first flag that is unknown, incomplete or missing
   */
  static Flags parse(List<String> words, Map<String, @Nullable String> known) {
    Map<String, String> values = new TreeMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (!known.containsKey(name)) {
        throw new UsageException(
            "unknown flag '%s'; known: %s".formatted(name, String.join(", ", known.keySet())));
      }
      if (equals < 0 || (equals == word.length() - 1 && !"".equals(known.get(name)))) {
        throw new UsageException("flag %s has no value; write %s=VALUE".formatted(name, name));
      }
      values.put(name, word.substring(equals + 1));
    }
    known.forEach(
        (name, fallback) -> {
          if (fallback != null) {
            values.putIfAbsent(name, fallback);
          } else if (!values.containsKey(name)) {
            throw new UsageException("flag %s=VALUE is missing".formatted(name));
          }
        });
    return new Flags(values);
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no flag " + name);
    }
    return value;
  }

  /** A whole number of 1 or more. */
  int number(String name) {
    String value = text(name);
    if (!value.matches("[1-9]\\d{0,5}")) {
      throw new UsageException(
          "flag %s: expected a number from 1 to 999999, got '%s'".formatted(name, value));
    }
    return Integer.parseInt(value);
  }
}

package dev.weir.flinkbench;

import java.util.HashMap;
import java.util.Map;

/** {@code --name value} pairs of a job's command line. Immutable. */
final class Arguments {

  private final Map<String, String> values = new HashMap<>();

  Arguments(String... words) {
    if (words.length % 2 != 0) {
      throw new IllegalArgumentException("expected pairs of --name and value, got " + words.length);
    }
    for (int i = 0; i < words.length; i += 2) {
      values.put(words[i], words[i + 1]);
    }
  }

  String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("option " + name + " is missing");
    }
    return value;
  }
}

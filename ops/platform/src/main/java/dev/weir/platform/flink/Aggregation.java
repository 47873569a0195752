package dev.weir.platform.flink;

import java.util.Locale;

/** How the values of a vertex's subtasks become one. */
public enum Aggregation {
  MIN,
  MAX,
  SUM,
  AVG;

  String field() {
    return name().toLowerCase(Locale.ROOT);
  }
}

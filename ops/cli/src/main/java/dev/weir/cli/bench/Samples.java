package dev.weir.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists of samples by name, as a result's conditions carry them. Not thread-safe. */
final class Samples {

  private final Map<String, Object> conditions = new LinkedHashMap<>();
  private final Map<String, List<Double>> lists = new LinkedHashMap<>();

  Samples with(String name, Object value) {
    conditions.put(name, value);
    return this;
  }

  void add(String name, double value) {
    lists
        .computeIfAbsent(
            name,
            key -> {
              List<Double> list = new ArrayList<>();
              conditions.put(key, list);
              return list;
            })
        .add(value);
  }

  /** The samples of that name. */
  double[] of(String name) {
    return lists.getOrDefault(name, List.of()).stream().mapToDouble(Double::doubleValue).toArray();
  }

  Map<String, Object> conditions() {
    return conditions;
  }
}

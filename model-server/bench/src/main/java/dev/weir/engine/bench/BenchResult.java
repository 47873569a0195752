package dev.weir.engine.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One measured figure.
 *
 * @param id such as {@code S1}
 * @param value the median of the samples
 * @param unit of value and samples
 * @param target what it must reach, such as {@code >= 0.95}
 * @param samples every one, in the order of measurement
 * @param conditions what it was measured under: numbers, texts and lists of them
 */
public record BenchResult(
    String id,
    double value,
    String unit,
    String target,
    List<Double> samples,
    Map<String, Object> conditions) {
  public BenchResult {
    samples = List.copyOf(samples);
    conditions = new LinkedHashMap<>(conditions);
  }

  public static BenchResult of(
      String id, String unit, String target, double[] samples, Map<String, Object> conditions) {
    return new BenchResult(
        id, median(samples), unit, target, Arrays.stream(samples).boxed().toList(), conditions);
  }

  static double median(double[] samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

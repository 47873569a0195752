package dev.weir.cli.demo;

import java.util.List;

/** How often each true label met each predicted one. Not thread-safe. */
final class Confusion {

  private final List<String> labels;
  private final List<String> positive;
  private final long[][] counts;

  /**
   * @param labels every label of the task
   * @param positive the labels that precision and recall are averaged over: the one that matters of
   *     a two-label task, all of a task with more
   */
  Confusion(List<String> labels, List<String> positive) {
    this.labels = labels;
    this.positive = positive;
    this.counts = new long[labels.size()][labels.size()];
  }

  /** Labels that the task does not know are not counted. */
  void add(String truth, String predicted) {
    int row = labels.indexOf(truth);
    int column = labels.indexOf(predicted);
    if (row >= 0 && column >= 0) {
      counts[row][column]++;
    }
  }

  long total() {
    long sum = 0;
    for (long[] row : counts) {
      for (long count : row) {
        sum += count;
      }
    }
    return sum;
  }

  /** Mean over the positive labels of true positives ÷ predicted; 0 where none was predicted. */
  double precision() {
    return positive.stream()
        .mapToInt(labels::indexOf)
        .mapToDouble(label -> ratio(counts[label][label], columnSum(label)))
        .average()
        .orElse(0);
  }

  /** Mean over the positive labels of true positives ÷ true; 0 where none was true. */
  double recall() {
    return positive.stream()
        .mapToInt(labels::indexOf)
        .mapToDouble(label -> ratio(counts[label][label], rowSum(label)))
        .average()
        .orElse(0);
  }

  private long rowSum(int label) {
    long sum = 0;
    for (long count : counts[label]) {
      sum += count;
    }
    return sum;
  }

  private long columnSum(int label) {
    long sum = 0;
    for (long[] row : counts) {
      sum += row[label];
    }
    return sum;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}

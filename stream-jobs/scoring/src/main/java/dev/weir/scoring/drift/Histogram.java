package dev.weir.scoring.drift;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Counts of values in the buckets of a {@link Scale}, and their sum. Mutable; confined to one
 * thread.
 */
public final class Histogram {

  private final Scale scale;
  private final long[] counts;
  private long total;
  private double sum;

  public Histogram(Scale scale) {
    this.scale = scale;
    this.counts = new long[scale.buckets()];
  }

  /** Counts one value in its bucket; a NaN is not part of the sum. */
  public void add(double value) {
    addTo(scale.bucket(value), 1);
    sum += Double.isNaN(value) ? 0 : value;
  }

  /** Counts so many values in one bucket. */
  void addTo(int bucket, long count) {
    counts[bucket] += count;
    total += count;
  }

  /**
   * Counts what another one has counted.
   *
   * @throws IllegalArgumentException when that one has another scale
   */
  public void add(Histogram other) {
    if (other.scale != scale) {
      throw new IllegalArgumentException(
          "histograms of " + scale + " and " + other.scale + " cannot be added");
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
    sum += other.sum;
  }

  public Scale scale() {
    return scale;
  }

  /** Values in a bucket. */
  public long count(int bucket) {
    return counts[bucket];
  }

  /** Values in all buckets. */
  public long total() {
    return total;
  }

  /** Sum of the values that are numbers. */
  double sum() {
    return sum;
  }

  /** Mean of the values; NaN where there are none. */
  public double mean() {
    return sum / total;
  }

  /** Sets the sum, for one that is read from a file. */
  void restoreSum(double of) {
    sum = of;
  }

  /** Writes the sum and the buckets that are not empty. */
  void write(VarintWriter out) {
    out.fixed(sum);
    out.number(Arrays.stream(counts).filter(count -> count > 0).count());
    int last = -1;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        out.number(i - last);
        out.number(counts[i]);
        last = i;
      }
    }
  }

  /** Reads what {@link #write} wrote, of that scale. */
  static Histogram read(Scale scale, ByteBuffer in) {
    Histogram histogram = new Histogram(scale);
    double sum = in.getDouble();
    int bucket = -1;
    for (long left = VarintWriter.number(in); left > 0; left--) {
      bucket = Math.toIntExact(bucket + VarintWriter.number(in));
      if (bucket < 0 || bucket >= scale.buckets()) {
        throw new BufferUnderflowException();
      }
      histogram.addTo(bucket, VarintWriter.number(in));
    }
    histogram.sum = sum;
    return histogram;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Histogram that
        && scale == that.scale
        && Double.compare(sum, that.sum) == 0
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * scale.hashCode() + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "Histogram[" + scale + ", " + total + " values]";
  }
}

package dev.weir.scoring.drift;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of one subject in one slice: records, and a histogram of each feature. Mutable;
 * confined to one thread. Its size is bounded by {@value #MOST_FEATURES} features and the buckets
 * of their scales.
 */
public final class SliceCounts {

  /** Features that are counted; further ones are left out. */
  static final int MOST_FEATURES = 128;

  private static final byte VERSION = 1;

  private final SortedMap<String, Histogram> features = new TreeMap<>();
  private long records;

  /** Records that were counted. */
  public long records() {
    return records;
  }

  /** The histograms by feature, in a stable order. */
  public Map<String, Histogram> features() {
    return Collections.unmodifiableMap(features);
  }

  /** Begins another record. */
  void addRecord() {
    records++;
  }

  /** Sets the count of records, for one that is read from a file. */
  void restoreRecords(long count) {
    records = count;
  }

  /** Sets the histogram of a feature, for one that is read from a file. */
  void put(String feature, Histogram histogram) {
    features.put(feature, histogram);
  }

  /** Counts a value of a feature. */
  void add(String feature, Scale scale, double value) {
    Histogram histogram = histogram(feature, scale);
    if (histogram != null) {
      histogram.add(value);
    }
  }

  /** Counts a bucket of a feature. */
  void addBucket(String feature, Scale scale, int bucket) {
    Histogram histogram = histogram(feature, scale);
    if (histogram != null) {
      histogram.addTo(bucket, 1);
    }
  }

  private @Nullable Histogram histogram(String feature, Scale scale) {
    Histogram known = features.get(feature);
    if (known == null && features.size() < MOST_FEATURES) {
      known = new Histogram(scale);
      features.put(feature, known);
    }
    return known;
  }

  /** Counts what another one has counted. */
  public void add(SliceCounts other) {
    records += other.records;
    other.features.forEach(
        (name, theirs) -> {
          Histogram ours = histogram(name, theirs.scale());
          if (ours != null && ours.scale() == theirs.scale()) {
            ours.add(theirs);
          }
        });
  }

  /** A version byte, the count of records, and each feature's name, scale and histogram. */
  public byte[] toBytes() {
    VarintWriter out = new VarintWriter();
    out.number(VERSION);
    out.number(records);
    out.number(features.size());
    features.forEach(
        (name, histogram) -> {
          out.text(name);
          out.number(histogram.scale().code());
          histogram.write(out);
        });
    return out.toBytes();
  }

  /**
   * What {@link #toBytes()} wrote.
   *
   * @throws IllegalArgumentException when the bytes are of another version or damaged
   */
  public static SliceCounts fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      if (VarintWriter.number(in) != VERSION) {
        throw new IllegalArgumentException(
            "drift counts: expected version "
                + VERSION
                + ", got "
                + bytes[0]
                + "; this state is of a newer Weir, start that one or drop the state");
      }
      SliceCounts counts = new SliceCounts();
      counts.records = VarintWriter.number(in);
      for (long left = VarintWriter.number(in); left > 0; left--) {
        String name = VarintWriter.text(in);
        Scale scale = Scale.ofCode(VarintWriter.number(in));
        counts.features.put(name, Histogram.read(scale, in));
      }
      return counts;
    } catch (BufferUnderflowException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "drift counts: " + bytes.length + " bytes are damaged; drop the state", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SliceCounts that
        && records == that.records
        && features.equals(that.features);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(records) + features.hashCode();
  }

  @Override
  public String toString() {
    return "SliceCounts[" + records + " records, " + features.keySet() + "]";
  }
}

package dev.weir.scoring.verdict;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.serde.AvroEntries;
import java.io.IOException;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * A row as a map from the names of all features to their values, null where one is missing, in the
 * order of the columns. A view: nothing is copied, and the row must not change. Not thread-safe
 * beyond its row.
 */
final class FeatureValues extends AbstractMap<String, Float> implements AvroEntries {

  /** Each name with its length before it, as Avro encodes a string. */
  private static final byte[][] NAMES = encodedNames();

  private static final int NULL = 0;
  private static final int FLOAT = 1;

  private final float[] row;

  FeatureValues(float[] row) {
    this.row = row;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String name && FraudFeature.ofColumn(name) != null;
  }

  @Override
  public @Nullable Float get(@Nullable Object key) {
    FraudFeature feature = key instanceof String name ? FraudFeature.ofColumn(name) : null;
    return feature == null ? null : value(feature.index());
  }

  private @Nullable Float value(int place) {
    return Float.isNaN(row[place]) ? null : Float.valueOf(row[place]);
  }

  @Override
  public Set<Map.Entry<String, Float>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return row.length;
      }

      @Override
      public Iterator<Map.Entry<String, Float>> iterator() {
        return new Entries();
      }
    };
  }

  @Override
  public void writeTo(Encoder out, Schema values) throws IOException {
    requireNullOrFloat(values);
    for (int i = 0; i < row.length; i++) {
      out.startItem();
      out.writeFixed(NAMES[i]);
      if (Float.isNaN(row[i])) {
        out.writeIndex(NULL);
        out.writeNull();
      } else {
        out.writeIndex(FLOAT);
        out.writeFloat(row[i]);
      }
    }
  }

  private static void requireNullOrFloat(Schema values) {
    if (values.getType() != Schema.Type.UNION
        || values.getTypes().size() != 2
        || values.getTypes().get(NULL).getType() != Schema.Type.NULL
        || values.getTypes().get(FLOAT).getType() != Schema.Type.FLOAT) {
      throw new IllegalArgumentException("features are null or a float each, not " + values);
    }
  }

  private static byte[][] encodedNames() {
    byte[][] names = new byte[FraudFeature.count()][];
    for (int i = 0; i < names.length; i++) {
      byte[] name = FraudFeature.ofIndex(i).column().getBytes(US_ASCII);
      if (name.length >= 64) {
        throw new IllegalStateException(FraudFeature.ofIndex(i) + ": a name of 64 or more bytes");
      }
      names[i] = new byte[name.length + 1];
      names[i][0] = (byte) (name.length << 1); // zigzag, one byte below 64
      System.arraycopy(name, 0, names[i], 1, name.length);
    }
    return names;
  }

  private final class Entries implements Iterator<Map.Entry<String, Float>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < row.length;
    }

    @Override
    @SuppressWarnings("NullAway") // a missing value is null, as the schema of verdicts has it
    public Map.Entry<String, Float> next() {
      if (next == row.length) {
        throw new NoSuchElementException("all features have been read");
      }
      int place = next++;
      return new SimpleImmutableEntry<>(FraudFeature.ofIndex(place).column(), value(place));
    }
  }
}

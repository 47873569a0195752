package dev.weir.scoring.verdict;

import dev.weir.scoring.fraud.FraudFeature;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row as a map from the names of all features to their values, null where one is missing, in the
 * order of the columns. A view: nothing is copied, and the row must not change. Not thread-safe
 * beyond its row.
 */
final class FeatureValues extends AbstractMap<String, Float> {

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

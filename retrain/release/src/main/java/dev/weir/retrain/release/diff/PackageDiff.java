package dev.weir.retrain.release.diff;

import dev.weir.engine.pack.ModelPackage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two packages side by side.
 *
 * @param rows every fact of either
 * @param golden the golden examples of both, scored by both; null if the two do not score the same
 *     kind of record
 */
public record PackageDiff(List<Row> rows, @Nullable GoldenDiff golden) {

  public PackageDiff {
    rows = List.copyOf(rows);
  }

  /**
   * One fact.
   *
   * @param left what the first says; null: nothing
   * @param right what the second says; null: nothing
   */
  public record Row(String fact, @Nullable String left, @Nullable String right) {

    /** Whether the two say different things. */
    public boolean differs() {
      return left == null || !left.equals(right);
    }
  }

  /**
   * Compares two packages, loading both.
   *
   * @throws dev.weir.engine.error.ModelPackageException if one cannot be loaded
   * @throws IOException if one cannot be read
   */
  public static PackageDiff of(ModelPackage left, ModelPackage right) throws IOException {
    Map<String, String> a = PackageFacts.of(left);
    Map<String, String> b = PackageFacts.of(right);
    Set<String> names = new LinkedHashSet<>(a.keySet());
    names.addAll(b.keySet());
    List<Row> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(new Row(name, a.get(name), b.get(name)));
    }
    return new PackageDiff(rows, GoldenDiff.of(left, right));
  }
}

package dev.weir.engine.error;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant by a name that is not known. */
public final class NearestName {
  private NearestName() {}

  /** The known name that takes the fewest changes to reach; null if all are far off. */
  public static @Nullable String to(String unknown, Collection<String> known) {
    @Nullable String nearest = null;
    int least = Math.max(2, unknown.length() / 2) + 1;
    for (String name : known) {
      int changes = changes(unknown, name);
      if (changes < least) {
        nearest = name;
        least = changes;
      }
    }
    return nearest;
  }

  /** {@code "; did you mean 'amount'?"}, or nothing. */
  public static String hint(String unknown, Collection<String> known) {
    @Nullable String nearest = to(unknown, known);
    return nearest == null ? "" : "; did you mean '" + nearest + "'?";
  }

  /** Levenshtein distance. */
  private static int changes(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

package dev.weir.cli.config;

import java.util.Collection;
import java.util.Optional;

/** What somebody may have meant. */
public final class Nearest {

  private Nearest() {}

  /** The known name that differs least from {@code unknown}, if one is near. */
  public static Optional<String> to(String unknown, Collection<String> known) {
    String best = "";
    int bestDistance = Integer.MAX_VALUE;
    for (String key : known) {
      int distance = editDistance(unknown, key);
      if (distance < bestDistance) {
        best = key;
        bestDistance = distance;
      }
    }
    return bestDistance <= Math.max(2, unknown.length() / 2) ? Optional.of(best) : Optional.empty();
  }

  /** Levenshtein distance. */
  private static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
